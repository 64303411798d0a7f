// The same program with web/library/idbfs_strict.js linked in.
extern "C" void corong_link_disk();

int main() { corong_link_disk(); }
