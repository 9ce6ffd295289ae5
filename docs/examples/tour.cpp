// What the page "C++" of the documentation shows, piece by piece: each says what comes out.
#include <retrograd/retrograd.h>

#include <cstdlib>
#include <iostream>
#include <sstream>

using namespace retrograd;

template <class T>
void expect(const T& value, const std::string& text) {
  std::ostringstream out;
  out << value;
  if (out.str() == text) return;
  std::cerr << "wanted: " << text << "\ngot:    " << out.str() << "\n";
  std::exit(1);
}

void tensors() {
  // [tensors]
  const Tensor a = tensor({{1.0, 2.0}, {3.0, 4.0}});  // float32, as in Python
  const Tensor i = arange(0, 6, 1);                   // int64
  const std::vector<double> numbers = {0.5, 1.5};
  const Tensor d = tensor(numbers);  // float64, a copy
  const Tensor z = zeros({2, 3}, DType::kFloat16);

  expect(a.size(0) * a.dim(), "4");
  expect(i, "tensor([0, 1, 2, 3, 4, 5])");
  expect(d, "tensor([0.5000, 1.5000], dtype=torch.float64)");
  expect(a[0], "tensor([1., 2.])");         // a view: no copy
  expect(sum(a).item().to_double(), "10");  // a number of C++
  expect(to_vector<int>(a * 10)[3], "40");  // all elements, converted
  // [end]
  expect(z.numel(), "6");
}

void memory() {
  // [memory]
  float samples[6] = {0, 1, 2, 3, 4, 5};
  const Tensor x = from_blob(samples, {2, 3});  // no copy: samples must live longer
  samples[5] = 50;
  expect(x[1], "tensor([ 3.,  4., 50.])");
  x.data<float>()[0] = -1;
  expect(samples[0], "-1");
  // [end]
}

void operations() {
  // [operations]
  const Tensor x = linspace(0, 1, 5);
  const Tensor y = 1 - square(x);  // operators, with tensors and numbers
  const Tensor m = reshape(arange(0, 6, 1), {2, 3});

  expect(y, "tensor([1.0000, 0.9375, 0.7500, 0.4375, 0.0000])");
  expect(sum(m, {0}), "tensor([3, 5, 7])");
  expect(where(x > 0.4, x, number(0)), "tensor([0.0000, 0.0000, 0.5000, 0.7500, 1.0000])");
  expect(matmul(m, transpose(m, 0, 1)), "tensor([[ 5, 14],\n        [14, 50]])");
  expect(softmax(tensor({0.0, 0.0}), 0), "tensor([0.5000, 0.5000])");
  // [end]
}

void derivatives() {
  // [derivatives]
  const Tensor x = tensor({1.0, 2.0, 3.0}).requires_grad_();
  const Tensor y = sum(x * x * x);
  backward(y);
  expect(x.grad(), "tensor([ 3., 12., 27.])");
  x.zero_grad();  // or the next gradient is added to this one

  // grad() returns gradients, which can be derived in turn, and leaves x.grad() alone
  const Tensor z = sum(x * x * x);
  const Tensor slope = grad(z, {x}, {}, {.create_graph = true})[0];
  expect(grad(sum(slope), {x})[0], "tensor([ 6., 12., 18.])");
  // [end]
}

void modes() {
  // [modes]
  const Tensor w = ones({3}, true);
  {
    const NoGrad guard;  // until the end of the block, on this thread
    expect((w * 2).requires_grad(), "0");
  }
  expect((w * 2).requires_grad(), "1");
  expect(w.detach().requires_grad(), "0");
  // [end]
}

void errors() {
  // [errors]
  try {
    matmul(ones({2, 3}), ones({2, 3}));
  } catch (const ShapeError& error) {
    expect(error.what(),
           "matmul: inner lengths differ: (2, 3) has 3 columns but (2, 3) has 2 rows");
  }
  const Tensor loss = sum(square(ones({3}, true)));
  backward(loss);
  try {
    backward(loss);
  } catch (const GraphError& error) {
    std::cout << error.what() << "\n";  // ... freed by an earlier backward ...
  }
  // [end]
}

int main() {
  tensors();
  memory();
  operations();
  derivatives();
  modes();
  errors();
}
