// types.h: the small Python classes beside Tensor: dtype, Size, device and Generator.
#pragma once

#include "bind/python.h"
#include "core/numbers/random.h"
#include "core/shape.h"
#include "kernels/element.h"

namespace retrograd::bind {

// Creates the classes and their instances (float32, ...) and adds them to the module.
void add_types(PyObject* module);

// Names that torch has beside those of the list.
inline constexpr std::pair<const char*, DType> kDTypeAliases[] = {
    {"float", DType::kFloat32}, {"double", DType::kFloat64}, {"half", DType::kFloat16},
    {"int", DType::kInt32},     {"long", DType::kInt64},     {"short", DType::kInt16}};

extern PyTypeObject* dtype_type;
extern PyTypeObject* generator_type;

PyObject* dtype_object(DType t);       // borrowed; one object per type
DType dtype_of(PyObject* object);      // REQUIRES: of dtype_type
PyObject* size_object(const Dims& d);  // a new Size, a tuple of ints
bool is_size(PyObject* object);
PyObject* device_object();  // borrowed; the one CPU device
bool is_device(PyObject* object);
PyObject* generator_object(const Ref<Generator>& g);   // a new reference
const Ref<Generator>& generator_of(PyObject* object);  // REQUIRES: of generator_type

// Any int of 64 bits, signed or not. Throws TypeError or RangeError.
uint64_t seed_of(PyObject* object);

// Whether the object can name a device: None, a str, a device, or the number of an accelerator.
bool names_device(PyObject* object);
// Throws a DeviceError unless the object names the CPU: None, "cpu", "cpu:0" or a device.
void check_device(PyObject* object);

}  // namespace retrograd::bind
