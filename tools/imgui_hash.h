// Before imgui.cpp, in the browser. It hashes the names of elements by an instruction, or by a table of a kilobyte that does
// not compress; WebAssembly has no such instruction, and any hash does: FNV-1a, 32 bits.
#pragma once

#define IMGUI_ENABLE_SSE4_2_CRC

inline unsigned int _mm_crc32_u8(unsigned int hash, unsigned char byte) { return (hash ^ byte) * 16777619u; }

inline unsigned int _mm_crc32_u32(unsigned int hash, unsigned int bytes) {
    for (int shift = 0; shift < 32; shift += 8) hash = _mm_crc32_u8(hash, static_cast<unsigned char>(bytes >> shift));
    return hash;
}
