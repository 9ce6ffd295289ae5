// check.h: the errors of the core, and RG_CHECK, which throws them.
//
// Each class below becomes one Python exception in bind/errors.cpp; the comment names its bases
// there. A class with two bases is one on which torch and Python disagree.
#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <ostream>
#include <string>
#include <utility>

namespace retrograd {

class Error : public std::exception {
 public:
  explicit Error(std::string message) : message_(std::move(message)) {}
  const char* what() const noexcept override { return message_.c_str(); }

  void add_line(const std::string& line) { message_ += "\n  " + line; }

 private:
  std::string message_;
};

#define RG_DEFINE_ERROR(Name)       \
  class Name final : public Error { \
   public:                          \
    using Error::Error;             \
  }

RG_DEFINE_ERROR(RuntimeError);         // RuntimeError
RG_DEFINE_ERROR(ValueError);           // ValueError
RG_DEFINE_ERROR(TypeError);            // TypeError
RG_DEFINE_ERROR(IndexError);           // IndexError
RG_DEFINE_ERROR(NotImplementedError);  // NotImplementedError
RG_DEFINE_ERROR(BufferError);          // BufferError
RG_DEFINE_ERROR(ShapeError);           // ValueError, RuntimeError
RG_DEFINE_ERROR(DTypeError);           // TypeError, NotImplementedError
RG_DEFINE_ERROR(BoundsError);          // IndexError, RuntimeError
RG_DEFINE_ERROR(RangeError);           // OverflowError, ValueError, RuntimeError
RG_DEFINE_ERROR(DivideError);          // ZeroDivisionError, RuntimeError
RG_DEFINE_ERROR(DomainError);          // ValueError, RuntimeError
RG_DEFINE_ERROR(ReadOnlyError);        // ValueError, RuntimeError
RG_DEFINE_ERROR(OutOfMemory);          // MemoryError, RuntimeError
RG_DEFINE_ERROR(GraphError);           // RuntimeError
#undef RG_DEFINE_ERROR

namespace detail {

// A part of a text: where it is, and how it is written. Texts are put together by one function for
// all, for there are some six hundred in the library, nearly all of them of errors.
struct Part {
  Part(const char* text) : what(text), write(write_text) {}
  template <class T>
  Part(const T& value) : what(&value), write(write_value<T>) {}

  const void* what;
  void (*write)(std::ostream& out, const void* what);

 private:
  static void write_text(std::ostream& out, const void* what);
  template <class T>
  static void write_value(std::ostream& out, const void* what) {
    out << *static_cast<const T*>(what);
  }
};

std::string join(const Part* parts, size_t n);

// Not inlined: there is one for each class.
template <class E>
[[noreturn, gnu::cold, gnu::noinline]] void throw_error(const Part* parts, size_t n) {
  throw E(join(parts, n));
}

}  // namespace detail

template <class... Values>
std::string concat(const Values&... values) {
  const detail::Part parts[] = {values...};
  return detail::join(parts, sizeof...(values));
}

// Cold, so that a check costs its caller one compare and one branch.
template <class E, class... Values>
[[noreturn, gnu::cold]] inline void fail(const Values&... values) {
  const detail::Part parts[] = {values...};
  detail::throw_error<E>(parts, sizeof...(values));
}

}  // namespace retrograd

// RG_CHECK(a.dim() == 2, ShapeError, "mm: expected a matrix, got shape ", a.shape());
#define RG_CHECK(condition, ErrorClass, ...)                   \
  do {                                                         \
    if (!(condition)) [[unlikely]]                             \
      ::retrograd::fail<::retrograd::ErrorClass>(__VA_ARGS__); \
  } while (false)
