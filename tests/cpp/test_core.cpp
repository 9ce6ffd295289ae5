// The core's own containers and memory: SmallVec, shapes, and the caching allocator.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <memory>
#include <sstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/small_vec.h"
#include "core/allocator.h"
#include "core/shape.h"
#include "core/tensor.h"

namespace retrograd {
namespace {

using Shared = SmallVec<std::shared_ptr<int>, 2>;

TEST(SmallVec, keeps_its_elements_when_it_leaves_its_inline_place) {
  SmallVec<std::string, 2> v;
  for (int i = 0; i < 9; ++i) v.push_back(std::string(40, static_cast<char>('a' + i)));
  ASSERT_EQ(v.size(), 9u);
  for (int i = 0; i < 9; ++i) EXPECT_EQ(v[i], std::string(40, static_cast<char>('a' + i)));
}

TEST(SmallVec, may_be_given_an_element_of_its_own) {
  SmallVec<std::string, 1> v{"first"};
  for (int i = 0; i < 5; ++i) v.push_back(v[0]);
  EXPECT_EQ(v.back(), "first");
}

TEST(SmallVec, destroys_each_element_once) {
  const auto counted = std::make_shared<int>(0);
  {
    Shared a(5, counted);
    Shared b = a;
    Shared c = std::move(a);
    b = c;
    c = std::move(b);
    c.erase(1);
    c.resize(2);
    c.insert(1, counted);
    EXPECT_EQ(counted.use_count(), 1 + 3);
    EXPECT_TRUE(a.empty());
    a.push_back(counted);
    EXPECT_EQ(a.size(), 1u);
  }
  EXPECT_EQ(counted.use_count(), 1);
}

TEST(SmallVec, moved_from_is_empty_inline_and_on_the_heap) {
  Dims small{1, 2}, large{1, 2, 3, 4, 5, 6, 7};
  const Dims from_small = std::move(small), from_large = std::move(large);
  EXPECT_EQ(from_small, (Dims{1, 2}));
  EXPECT_EQ(from_large, (Dims{1, 2, 3, 4, 5, 6, 7}));
  EXPECT_TRUE(small.empty());
  EXPECT_TRUE(large.empty());
}

TEST(SmallVec, inserts_and_erases_in_place) {
  Dims d{1, 2, 3};
  d.insert(0, 9);
  d.insert(4, 8);
  EXPECT_EQ(d, (Dims{9, 1, 2, 3, 8}));
  d.erase(0);
  d.erase(3);
  EXPECT_EQ(d, (Dims{1, 2, 3}));
}

TEST(SmallVec, is_shown_as_a_tuple) {
  std::ostringstream out;
  out << Dims{} << Dims{5} << Dims{2, 3};
  EXPECT_EQ(out.str(), "()(5,)(2, 3)");
}

TEST(Shape, that_overflows_is_refused_even_beside_a_zero) {
  EXPECT_EQ(check_shape("test", {2, 0, 3}), 0);
  EXPECT_THROW(check_shape("test", {int64_t{1} << 32, int64_t{1} << 32}), ShapeError);
  EXPECT_THROW(check_shape("test", {int64_t{1} << 32, 0, int64_t{1} << 32}), ShapeError);
  EXPECT_THROW(check_shape("test", {int64_t{1} << 61}, 8), ShapeError);
  EXPECT_THROW(check_shape("test", {-1}), ShapeError);
  EXPECT_THROW(check_shape("test", Dims(65, 1)), ShapeError);
}

TEST(Shape, is_injective_where_no_two_indices_meet) {
  EXPECT_TRUE(is_injective({}, {}));
  EXPECT_TRUE(is_injective({2, 3}, {3, 1}));
  EXPECT_TRUE(is_injective({2, 3}, {1, 2}));
  EXPECT_TRUE(is_injective({2, 1, 3}, {5, 0, 2}));
  EXPECT_TRUE(is_injective({0, 3}, {0, 0}));
  EXPECT_FALSE(is_injective({2}, {0}));
  EXPECT_FALSE(is_injective({2, 2}, {1, 1}));
  EXPECT_FALSE(is_injective({3, 2}, {1, 2}));
}

TEST(Shape, is_dense_under_any_order_of_its_dimensions) {
  EXPECT_TRUE(is_dense({2, 3}, {3, 1}));
  EXPECT_TRUE(is_dense({2, 3}, {1, 2}));
  EXPECT_TRUE(is_dense({2, 1, 3}, {3, 77, 1}));
  EXPECT_FALSE(is_dense({2, 3}, {4, 1}));
  EXPECT_FALSE(is_dense({2, 3}, {0, 1}));
}

TEST(Shape, broadcasts_to_the_longer_with_stride_zero) {
  EXPECT_EQ(broadcast_shapes("test", {4, 1}, {3}), (Dims{4, 3}));
  EXPECT_EQ(broadcast_shapes("test", {0}, {1}), (Dims{0}));
  EXPECT_THROW(broadcast_shapes("test", {2}, {3}), ShapeError);
  EXPECT_EQ(broadcast_strides({4, 1}, {1, 1}, {5, 4, 3}), (Dims{0, 1, 0}));
}

#ifdef __SANITIZE_ADDRESS__
constexpr bool kCaching = false;  // see core/allocator.h
#else
constexpr bool kCaching = true;
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kImpossibleSizesFail = false;  // the sanitizers end the process instead
#else
constexpr bool kImpossibleSizesFail = true;
#endif

constexpr size_t kLarge = 1 << 20;

// Each test starts from empty shared lists and the first limit.
class Allocator : public testing::Test {
 protected:
  void SetUp() override { allocator::trim(); }
  void TearDown() override {
    allocator::set_cache_limit(int64_t{512} << 20);
    allocator::trim();
  }
};

TEST_F(Allocator, aligns_every_block) {
  for (size_t bytes : {0, 1, 63, 64, 65, 1000, 1025, 5000, 70'000, 3'000'000}) {
    void* block = allocator::allocate(bytes);
    EXPECT_EQ(reinterpret_cast<uintptr_t>(block) % 64, 0u) << bytes;
    allocator::release(block, bytes);
  }
}

TEST_F(Allocator, gives_a_small_block_to_the_next_who_asks) {
  if (!kCaching) GTEST_SKIP();
  void* first = allocator::allocate(100);
  allocator::release(first, 100);
  void* second = allocator::allocate(128);  // of the same class
  EXPECT_EQ(first, second);
  allocator::release(second, 128);
}

// In a thread of its own, whose list is empty.
TEST_F(Allocator, lays_objects_side_by_side_and_gives_them_back) {
  if (!kCaching) GTEST_SKIP();
  constexpr size_t kObjects = 10'000, kBytes = 208;
  std::thread([&] {
    for (int round = 0; round < 2; ++round) {
      std::vector<uintptr_t> pages;
      std::vector<void*> objects;
      for (size_t i = 0; i < kObjects; ++i) {
        objects.push_back(allocator::allocate_object(kBytes));
        std::memset(objects.back(), static_cast<int>(i), kBytes);
        pages.push_back(reinterpret_cast<uintptr_t>(objects.back()) / 4096);
      }
      for (size_t i = 0; i < kObjects; ++i)
        EXPECT_EQ(static_cast<unsigned char*>(objects[i])[kBytes - 1], i % 256);
      for (void* object : objects) allocator::release_object(object, kBytes);
      std::sort(pages.begin(), pages.end());
      pages.erase(std::unique(pages.begin(), pages.end()), pages.end());
      EXPECT_LE(pages.size() * 4096, kObjects * kBytes * 11 / 10);
    }
  }).join();
}

TEST_F(Allocator, aligns_objects_of_96_bytes_to_32) {
  void *first = allocator::allocate_object(96), *second = allocator::allocate_object(96);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(first) % 32, 0u);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(second) % 32, 0u);
  allocator::release_object(first, 96);
  allocator::release_object(second, 96);
}

TEST_F(Allocator, keeps_large_blocks_for_all_threads) {
  if (!kCaching) GTEST_SKIP();
  void* block = nullptr;
  std::thread([&] {
    block = allocator::allocate(kLarge);
    allocator::release(block, kLarge);
  }).join();
  EXPECT_GE(allocator::cached_bytes(), static_cast<int64_t>(kLarge));
  void* again = allocator::allocate(kLarge);
  EXPECT_EQ(again, block);
  EXPECT_EQ(allocator::cached_bytes(), 0);
  allocator::release(again, kLarge);
}

TEST_F(Allocator, keeps_no_more_than_its_limit) {
  allocator::set_cache_limit(static_cast<int64_t>(2 * kLarge));
  std::vector<void*> blocks;
  for (int i = 0; i < 5; ++i) blocks.push_back(allocator::allocate(kLarge));
  for (void* block : blocks) allocator::release(block, kLarge);
  EXPECT_LE(allocator::cached_bytes(), static_cast<int64_t>(2 * kLarge));
  allocator::set_cache_limit(0);
  EXPECT_EQ(allocator::cached_bytes(), 0);
  EXPECT_THROW(allocator::set_cache_limit(-1), ValueError);
}

TEST_F(Allocator, trim_empties_the_shared_lists) {
  allocator::release(allocator::allocate(kLarge), kLarge);
  allocator::trim();
  EXPECT_EQ(allocator::cached_bytes(), 0);
}

TEST_F(Allocator, counts_live_bytes_across_threads) {
  const int64_t before = allocator::live(allocator::Live::kBytes);
  void *mine = allocator::allocate(100), *theirs = nullptr;
  std::thread([&] { theirs = allocator::allocate(kLarge); }).join();
  EXPECT_EQ(allocator::live(allocator::Live::kBytes), before + 100 + static_cast<int64_t>(kLarge));
  allocator::release(theirs, kLarge);
  allocator::release(mine, 100);
  EXPECT_EQ(allocator::live(allocator::Live::kBytes), before);
}

TEST_F(Allocator, says_how_much_could_not_be_had) {
  if (!kImpossibleSizesFail) GTEST_SKIP();
  try {
    allocator::allocate(size_t{1} << 60);
    FAIL();
  } catch (const OutOfMemory& e) {
    EXPECT_NE(std::string(e.what()).find("1 EiB"), std::string::npos) << e.what();
  }
  EXPECT_THROW(allocator::allocate(SIZE_MAX), OutOfMemory);
}

TEST_F(Allocator, serves_threads_that_free_what_others_allocated) {
  const int64_t before = allocator::live(allocator::Live::kBytes);
  std::vector<std::thread> threads;
  std::vector<std::vector<Tensor>> kept(4);
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 500; ++i)
        kept[t].push_back(empty({int64_t{1} << (i % 16)}, DType::kUInt8));
    });
  for (std::thread& t : threads) t.join();
  threads.clear();
  for (int t = 0; t < 4; ++t) threads.emplace_back([&, t] { kept[(t + 1) % 4].clear(); });
  for (std::thread& t : threads) t.join();
  EXPECT_EQ(allocator::live(allocator::Live::kBytes), before);
}

}  // namespace
}  // namespace retrograd
