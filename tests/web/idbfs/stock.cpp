// Nothing but Emscripten's own IDBFS, for storage.test.mjs to show what it loses.
int main() {}
