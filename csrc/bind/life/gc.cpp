#include "bind/life/gc.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <vector>

#include "base/check.h"
#include "bind/errors.h"
#include "bind/gil.h"
#include "bind/graph/node_type.h"
#include "bind/life/parts.h"
#include "bind/tensor/tensor_type.h"
#include "core/allocator.h"
#include "graph/grad_meta.h"

namespace retrograd::bind {
namespace {

std::atomic<int64_t> exports{0};
uint32_t collections = 0;

// See Note [Stand-ins].
struct StandIn {
  PyObject_HEAD uint32_t cluster;
  enum State { kShows, kUnsure, kSilent, kOver } state;
};

PyTypeObject* stand_in_type = nullptr;

StandIn* stand_in_of(PyObject* self) { return reinterpret_cast<StandIn*>(self); }

// From the start of a collection to its end.
struct Collection {
  Parts parts;
  std::vector<PyObject*> stand_ins;  // by cluster; null for those that do not matter

  Collection() = default;
  Collection(const Collection&) = delete;
  Collection& operator=(const Collection&) = delete;
  ~Collection() {
    for (uint32_t c = 0; c < stand_ins.size(); ++c) {
      PyObject* self = stand_ins[c];
      if (!self) continue;
      stand_in_of(self)->state = StandIn::kOver;
      // Back to the references that there are.
      Py_SET_REFCNT(self, Py_REFCNT(self) - parts.owners(c) + 1);
      Py_DECREF(self);
    }
  }

  void stand_in(bool undisturbed) {
    parts.close();
    stand_ins.resize(parts.clusters());
    for (uint32_t c = 0; c < stand_ins.size(); ++c) {
      if (!parts.matters(c)) continue;
      PyObject* self = Object::take(stand_in_type->tp_alloc(stand_in_type, 0)).release();
      stand_in_of(self)->cluster = c;
      stand_in_of(self)->state = undisturbed ? StandIn::kShows : StandIn::kUnsure;
      Py_SET_REFCNT(self, parts.owners(c));
      stand_ins[c] = self;
    }
  }
};

std::unique_ptr<Collection> current;

int stand_in_traverse(PyObject* self, visitproc visit, void* arg) {
  Py_VISIT(Py_TYPE(self));
  StandIn* one = stand_in_of(self);
  if (one->state == StandIn::kUnsure)
    one->state = current->parts.unchanged(one->cluster) ? StandIn::kShows : StandIn::kSilent;
  if (one->state != StandIn::kShows) return 0;
  for (PyObject* object : current->parts.objects(one->cluster)) Py_VISIT(object);
  for (const uint32_t exit : current->parts.exits(one->cluster)) Py_VISIT(current->stand_ins[exit]);
  return 0;
}

// Called before the objects that were found dead are counted once more.
void stand_in_finalize(PyObject* self) {
  if (stand_in_of(self)->state != StandIn::kOver) stand_in_of(self)->state = StandIn::kUnsure;
}

int stand_in_clear(PyObject* self) {
  const StandIn* one = stand_in_of(self);
  if (one->state == StandIn::kShows) current->parts.let_go(one->cluster);
  return 0;
}

void stand_in_dealloc(PyObject* self) {
  PyTypeObject* type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  type->tp_free(self);
  Py_DECREF(type);
}

PyType_Slot slots[] = {
    {Py_tp_doc, const_cast<char*>("Stands in for a part of a graph while garbage is collected.")},
    {Py_tp_dealloc, reinterpret_cast<void*>(stand_in_dealloc)},
    {Py_tp_traverse, reinterpret_cast<void*>(stand_in_traverse)},
    {Py_tp_clear, reinterpret_cast<void*>(stand_in_clear)},
    {Py_tp_finalize, reinterpret_cast<void*>(stand_in_finalize)},
    {0, nullptr}};
PyType_Spec spec = {"retrograd._core.StandIn", sizeof(StandIn), 0,
                    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION,
                    slots};

// The Python objects of tensors and nodes among those that the collector is going to look at.
class Wrappers {
 public:
  void find(PyObject* get_objects, long generation) {
    for (long g = 0; g <= generation; ++g) {
      const Object list = Object::take(PyObject_CallFunction(get_objects, "l", g));
      const Py_ssize_t n = PyList_GET_SIZE(list.get());
      looked_at += static_cast<size_t>(n);
      for (Py_ssize_t i = 0; i < n; ++i) add(PyList_GET_ITEM(list.get(), i));
    }
  }

  size_t looked_at = 0;
  bool suspicious = false;  // a cycle is possible even where there are no Python things
  std::vector<PyObject*> tensors, nodes;

 private:
  enum class Kind : uint8_t { kOther, kTensor, kNode };
  struct Known {
    PyTypeObject* type = nullptr;
    Kind kind = Kind::kOther;
  };

  void add(PyObject* object) {
    const Kind kind = kind_of(Py_TYPE(object));
    if (kind == Kind::kNode) {
      nodes.push_back(object);
    } else if (kind == Kind::kTensor) {
      const TensorImpl& x = *unwrap(object).impl();
      tensors.push_back(object);
      suspicious |= (has_attributes(x) && x.use_count() > 1) || may_own_itself(x);
    }
  }

  // There are few types among many objects.
  Kind kind_of(PyTypeObject* type) {
    Known& known = known_[reinterpret_cast<uintptr_t>(type) / 64 % kKnown];
    if (known.type != type)
      known = {type, PyType_IsSubtype(type, tensor_type) ? Kind::kTensor
                     : PyType_IsSubtype(type, node_type) ? Kind::kNode
                                                         : Kind::kOther};
    return known.kind;
  }

  static constexpr size_t kKnown = 256;
  Known known_[kKnown];
};

PyObject *get_objects = nullptr, *get_count = nullptr, *get_threshold = nullptr;
PyObject *callbacks = nullptr, *own_callback = nullptr;

// Whether Python has started this collection by itself: then there are more young objects than its
// threshold allows, which is why it did.
bool is_automatic() {
  if (!PyGC_IsEnabled()) return false;
  const auto of_young = [](PyObject* numbers) {
    const Object tuple = Object::take(PyObject_CallNoArgs(numbers));
    return PyLong_AsLong(PyTuple_GET_ITEM(tuple.get(), 0));
  };
  return of_young(get_count) > of_young(get_threshold);
}

// The work of collections that Python starts, in parts walked. Each earns what would about double
// its time, and one that owes more for the walk of an earlier one leaves graphs alone.
struct Account {
  size_t owed = 0;
  size_t earned = 1024;
};
Account account_young, account_full;

void start(long generation) {
  constexpr long kFull = 2;
  const bool things = host_things.load(std::memory_order_relaxed) > 0;
  const bool young = generation < kFull;
  if (!things && watched_tensors().empty() &&
      (young || allocator::live(allocator::Live::kNodes) == 0))
    return;
  Account& account = young ? account_young : account_full;
  if (account.owed > account.earned && is_automatic()) {
    account.owed -= account.earned;
    return;
  }
  Wrappers wrappers;
  wrappers.find(get_objects, generation);
  account.owed = 0;
  if (!young) account.earned = std::max(account_young.earned, wrappers.looked_at / 4);
  if (!things && watched_tensors().empty() && !wrappers.suspicious) return;
  auto collection = std::make_unique<Collection>();
  Parts& parts = collection->parts;
  for (PyObject* object : wrappers.tensors)
    if (TensorImpl& x = *unwrap(object).impl(); Parts::may_own(x))
      parts.start(x, Parts::Kind::kTensor, object);
  for (PyObject* object : wrappers.nodes) parts.start(*node_of(object), Parts::Kind::kNode, object);
  for (TensorImpl* x : watched_tensors()) parts.start(*x, Parts::Kind::kTensor, nullptr);
  // Nothing runs from here to the first count but the callbacks that follow this one.
  const Py_ssize_t last = PyList_GET_SIZE(callbacks) - 1;
  collection->stand_in(last >= 0 && PyList_GET_ITEM(callbacks, last) == own_callback);
  account.owed = parts.size();
  current = std::move(collection);
}

PyObject* on_collection(PyObject*, PyObject* const* args, Py_ssize_t n) {
  return guarded([&] {
    RG_CHECK(n == 2 && PyDict_Check(args[1]), TypeError, "expected a phase and a dict");
    // One that was not told to end would come to an end here.
    current = nullptr;
    if (PyUnicode_CompareWithASCIIString(args[0], "start") != 0) return Py_NewRef(Py_None);
    ++collections;
    PyObject* generation = PyDict_GetItemString(args[1], "generation");
    start(generation ? PyLong_AsLong(generation) : 0);
    return Py_NewRef(Py_None);
  });
}

PyMethodDef callback = {"retrograd",
                        reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(on_collection)),
                        METH_FASTCALL, "Shows the garbage collector the graphs."};

}  // namespace

void count_python_things(int n) { host_things.fetch_add(n, std::memory_order_relaxed); }

void count_exports(int n) {
  count_python_things(n);
  exports.fetch_add(n, std::memory_order_relaxed);
}
bool any_exports() { return exports.load(std::memory_order_relaxed) > 0; }

uint32_t collection_number() { return collections; }

PyObject* stand_in(const Counted& what, const PyObject* wrapper) {
  if (!current) return nullptr;
  const uint32_t cluster = current->parts.find(what, wrapper);
  return cluster == Parts::kNone ? nullptr : current->stand_ins[cluster];
}

void watch_collections() {
  stand_in_type = reinterpret_cast<PyTypeObject*>(Object::take(PyType_FromSpec(&spec)).release());
  const Object gc = Object::take(PyImport_ImportModule("gc"));
  const auto of_gc = [&](const char* name) {
    return Object::take(PyObject_GetAttrString(gc.get(), name)).release();
  };
  get_objects = of_gc("get_objects");
  get_count = of_gc("get_count");
  get_threshold = of_gc("get_threshold");
  callbacks = of_gc("callbacks");
  own_callback = Object::take(PyCFunction_New(&callback, nullptr)).release();
  check(PyList_Append(callbacks, own_callback));
}

HostObject::~HostObject() {
  const WithGil held;
  count_python_things(-1);
  object = Object();
}

}  // namespace retrograd::bind
