#include "base/scratch.h"

#include <cstdlib>

namespace retrograd {
namespace {

constexpr size_t kPage = 4096;
constexpr int kLevels = 3;  // of nesting whose memory is kept

struct Block {
  void* memory = nullptr;
  size_t bytes = 0;

  Block() = default;
  Block(const Block&) = delete;
  Block& operator=(const Block&) = delete;
  ~Block() { std::free(memory); }

  void* at_least(size_t wanted) {
    if (bytes < wanted) {
      std::free(memory);
      bytes = (wanted + kPage - 1) / kPage * kPage;
      memory = std::aligned_alloc(kPage, bytes);
      if (!memory) bytes = 0;
    }
    return memory;
  }
};

thread_local Block kept[kLevels];
thread_local int level = 0;

struct Nested {
  Nested() { ++level; }
  Nested(const Nested&) = delete;
  Nested& operator=(const Nested&) = delete;
  ~Nested() { --level; }
};

}  // namespace

void with_scratch(int64_t bytes, void* context, void (*body)(void* context, void* memory)) {
  Block own;
  Block& block = level < kLevels ? kept[level] : own;
  void* memory = block.at_least(static_cast<size_t>(bytes));
  Nested nested;
  body(context, memory);
}

}  // namespace retrograd
