// dlpack.h: sharing memory with other libraries by DLPack, version 1 and those before it.
//
// What is borrowed stays with its producer until no tensor uses it; what is lent keeps its storage
// until the consumer lets go of it, on any thread. A capsule is consumed once; one that never is
// frees what it holds.
#pragma once

#include <optional>

#include "bind/python.h"
#include "core/tensor.h"

namespace retrograd::bind {

// A capsule with x in it, "dltensor", or "dltensor_versioned" if so wanted. Throws BufferError for
// a tensor that requires grad, and for a read-only one unless versioned, which alone can say so.
Object to_dlpack(const Tensor& x, bool versioned, bool copied = false);

// A tensor on the memory of what a capsule holds, or what the method __dlpack__ of an object gives.
// copy: true: on memory of its own; false: not so. Throws RuntimeError for what is neither, and for
// a capsule that was consumed; BufferError for elements and strides that tensors do not have.
Tensor from_dlpack(PyObject* source, std::optional<bool> copy);

}  // namespace retrograd::bind
