// small_vec.h: a vector whose first N elements live inside it, for shapes, strides and edges.
//
// Only what the core uses: it grows, copies, moves and compares. Not thread safe.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <memory>
#include <ostream>
#include <type_traits>
#include <utility>

namespace retrograd {

// Whether an object is moved to another place by its bytes, its old place then holding none: one of
// plain data, or of a class that says so, as handles do.
template <class T>
inline constexpr bool kMovesByBytes = std::is_trivially_copyable_v<T> || requires {
  typename T::MovesByBytes;
};

template <class T, uint32_t N>
class SmallVec {
 public:
  SmallVec() noexcept {}
  explicit SmallVec(size_t n, const T& value = T()) { assign(n, value); }
  SmallVec(std::initializer_list<T> values) { append(values.begin(), values.end()); }
  template <std::input_iterator It>
  SmallVec(It first, It last) {
    append(first, last);
  }
  SmallVec(const SmallVec& other) {
    if constexpr (kPlain) {
      if (other.data_ == other.inline_data()) {
        copy_inline(other);
        return;
      }
    }
    append(other.begin(), other.end());
  }
  SmallVec(SmallVec&& other) noexcept { steal(other); }
  SmallVec& operator=(const SmallVec& other) {
    if (this != &other) {
      clear();
      append(other.begin(), other.end());
    }
    return *this;
  }
  SmallVec& operator=(SmallVec&& other) noexcept {
    if (this != &other) {
      destroy();
      steal(other);
    }
    return *this;
  }
  ~SmallVec() { destroy(); }

  T* data() noexcept { return data_; }
  const T* data() const noexcept { return data_; }
  size_t size() const noexcept { return size_; }
  bool empty() const noexcept { return size_ == 0; }
  T* begin() noexcept { return data_; }
  T* end() noexcept { return data_ + size_; }
  const T* begin() const noexcept { return data_; }
  const T* end() const noexcept { return data_ + size_; }
  T& operator[](size_t i) noexcept { return data_[i]; }
  const T& operator[](size_t i) const noexcept { return data_[i]; }
  T& back() noexcept { return data_[size_ - 1]; }
  const T& back() const noexcept { return data_[size_ - 1]; }

  void reserve(size_t n) {
    if (n > capacity_) grow(static_cast<uint32_t>(n));
  }
  template <class... Args>
  T& emplace_back(Args&&... args) {
    if (size_ == capacity_) grow(capacity_ * 2);
    return *new (data_ + size_++) T(std::forward<Args>(args)...);
  }
  void push_back(T value) { emplace_back(std::move(value)); }
  void pop_back() noexcept { data_[--size_].~T(); }
  void clear() noexcept {
    std::destroy_n(data_, size_);
    size_ = 0;
  }
  void resize(size_t n) {
    while (size_ > n) pop_back();
    reserve(n);
    while (size_ < n) emplace_back();
  }
  void assign(size_t n, const T& value) {
    clear();
    reserve(n);
    while (size_ < n) emplace_back(value);
  }
  template <class It>
  void append(It first, It last) {
    for (; first != last; ++first) emplace_back(*first);
  }
  void insert(size_t at, T value) {
    emplace_back(std::move(value));
    std::rotate(data_ + at, data_ + size_ - 1, data_ + size_);
  }
  void erase(size_t at) {
    std::move(data_ + at + 1, data_ + size_, data_ + at);
    pop_back();
  }

  // A loop, for vectors too short to pay for a call of memcmp.
  friend bool operator==(const SmallVec& a, const SmallVec& b) {
    if (a.size_ != b.size_) return false;
    for (uint32_t i = 0; i < a.size_; ++i)
      if (!(a.data_[i] == b.data_[i])) return false;
    return true;
  }
  // As Python shows a tuple: (2, 3), (5,), ().
  friend std::ostream& operator<<(std::ostream& out, const SmallVec& v) {
    out << '(';
    for (size_t i = 0; i < v.size(); ++i) out << (i ? ", " : "") << v[i];
    return out << (v.size() == 1 ? ",)" : ")");
  }

 private:
  [[gnu::noinline]] void grow(uint32_t capacity) {
    T* bigger = std::allocator<T>().allocate(capacity);
    std::uninitialized_move_n(data_, size_, bigger);
    std::destroy_n(data_, size_);
    free_heap();
    data_ = bigger;
    capacity_ = capacity;
  }
  void free_heap() noexcept {
    if (data_ != inline_data()) std::allocator<T>().deallocate(data_, capacity_);
  }
  void destroy() noexcept {
    std::destroy_n(data_, size_);
    free_heap();
  }
  // REQUIRES: *this holds nothing.
  void steal(SmallVec& other) noexcept {
    if (other.data_ == other.inline_data()) {
      data_ = inline_data();
      capacity_ = N;
      if constexpr (kMovesByBytes<T>) {
        copy_inline(other);
        other.size_ = 0;
        return;
      }
      std::uninitialized_move_n(other.data_, other.size_, data_);
      std::destroy_n(other.data_, other.size_);
    } else {
      data_ = other.data_;
      capacity_ = other.capacity_;
      other.data_ = other.inline_data();
      other.capacity_ = N;
    }
    size_ = std::exchange(other.size_, 0);
  }
  T* inline_data() noexcept { return reinterpret_cast<T*>(inline_); }
  const T* inline_data() const noexcept { return reinterpret_cast<const T*>(inline_); }

  // All places, used or not: a few moves instead of a loop. REQUIRES: other's elements are inside.
  static constexpr bool kPlain = std::is_trivially_copyable_v<T>;
  void copy_inline(const SmallVec& other) noexcept {
    std::memcpy(inline_, other.inline_, sizeof inline_);
    size_ = other.size_;
  }

  T* data_ = inline_data();
  uint32_t size_ = 0;
  uint32_t capacity_ = N;
  alignas(T) unsigned char inline_[N * sizeof(T)];
};

}  // namespace retrograd
