#include "kernels/matrix/matmul.h"

#include <type_traits>

#include "base/machine/parallel.h"
#include "base/scratch.h"
#include "kernels/matrix/matmul_few.h"
#include "kernels/matrix/matmul_narrow.h"
#include "kernels/matrix/matmul_pack.h"
#include "kernels/matrix/matmul_tile.h"
#include "kernels/matrix/matmul_vector.h"
#include "kernels/parts.h"
#include "kernels/per_type.h"

namespace retrograd::kernels::RG_ISA {
namespace {

// Note [Blocking], after Goto and van de Geijn (2008). Each thread has a part of C. For it, B is
// cut into blocks of kDepth rows, packed once for all of A; A into blocks of kBlockRows rows that
// stay in the second cache level while they meet each panel of B; the first level holds one panel
// of each. Every c[i][j] is summed in chains of depth(k) terms whichever way the blocks lie, so
// blocking and threads change no bit.
template <class T>
constexpr int64_t kDepth = sizeof(T) == 8 ? 192 : 384;
constexpr int64_t kBlockRows = 96;        // a multiple of kTileRows
constexpr int64_t kBlockBytes = 4 << 20;  // of packed B
// A that fits is one block: no panel of B is met twice, so each is packed where it is used.
constexpr int64_t kSingleBytes = 256 << 10;
constexpr int64_t kFewTerms = 32;  // the time of a product of so few goes into C
// Multiply-adds for each thread that pay for waking it: some 5 us.
constexpr int64_t kSplit = 1 << 18;

// The terms of one chain: k in equal parts of at most kDepth.
template <class T>
int64_t depth(int64_t k) {
  return ceil_div(k, ceil_div(k, kDepth<T>));
}

// MatmulArgs for one element type.
template <class T>
struct Product {
  const T* a;
  const T* b;
  T* c;
  const T* bias;
  int64_t m, n, k, a_row, a_col, b_row, b_col, c_row;
  bool add;
};

// Parts of at most kTileRows rows, as even as possible: 37 rows make 10 + 9 + 9 + 9, since a tile
// of one row costs nearly as much as one of four.
struct EvenRows {
  int64_t parts, base, longer;
  explicit EvenRows(int64_t rows)
      : parts(ceil_div(rows, kTileRows)), base(rows / parts), longer(rows % parts) {}
  int64_t operator[](int64_t i) const { return base + (i < longer); }
};

// ---- Without packing: A is read where it is, and B too if its columns are next to each other.
// ----

// Panel after panel for the same rows, so that C is written in long stretches. REQUIRES: B has its
// columns next to each other.
template <class T>
void multiply_by_rows(const Product<T>& g, int64_t p, int64_t terms, int64_t i0, int64_t i1,
                      int64_t j0, int64_t j1) {
  const int64_t last = (j1 - j0 - 1) / kTileCols<T> * kTileCols<T> + j0, cols = j1 - last;
  const int64_t vecs = ceil_div(cols, kLanes<T>);
  const EvenRows rows(i1 - i0);
  const bool bias = g.bias && p + terms == g.k;
  Tile<T> t = {.a = g.a + i0 * g.a_row + p * g.a_col,
               .b = nullptr,
               .c = g.c + i0 * g.c_row,
               .bias = nullptr,
               .k = terms,
               .a_row = g.a_row,
               .a_col = g.a_col,
               .b_row = g.b_row,
               .c_row = g.c_row,
               .tail = kLanes<T>,
               .add = g.add || p > 0};
  for (int64_t part = 0; part < rows.parts; ++part) {
    t.b = g.b + p * g.b_row + j0;
    t.bias = bias ? g.bias + j0 : nullptr;
    t.c += j0;
    t.tail = kLanes<T>;
    const TileFn<T> whole = kRaggedTiles<T>.fn[kTileVecs - 1][rows[part] - 1];
    for (int64_t j = j0; j < last; j += kTileCols<T>) {
      whole(t);
      t.b += kTileCols<T>;
      t.c += kTileCols<T>;
      if (bias) t.bias += kTileCols<T>;
    }
    t.tail = cols - (vecs - 1) * kLanes<T>;
    kRaggedTiles<T>.fn[vecs - 1][rows[part] - 1](t);
    t.a += rows[part] * g.a_row;
    t.c += rows[part] * g.c_row - last;
  }
}

template <class T>
void multiply_in_place(const Product<T>& g, int64_t i0, int64_t i1, int64_t j0, int64_t j1) {
  alignas(64) T panel[kDepth<T> * kTileCols<T>];
  const int64_t chain = depth<T>(g.k);
  const EvenRows rows(i1 - i0);
  Pace pace;
  for (int64_t p = 0; p < g.k; p += chain) {
    const int64_t terms = least(chain, g.k - p);
    if (g.b_col == 1 && terms <= kFewTerms) {
      multiply_by_rows(g, p, terms, i0, i1, j0, j1);
      pace.add((i1 - i0) * (j1 - j0));
      continue;
    }
    for (int64_t j = j0; j < j1; j += kTileCols<T>) {
      const int64_t cols = least(kTileCols<T>, j1 - j);
      const int64_t vecs = ceil_div(cols, kLanes<T>);
      const T* b = g.b + p * g.b_row + j * g.b_col;
      Tile<T> t = {.a = g.a + i0 * g.a_row + p * g.a_col,
                   .b = b,
                   .c = g.c + i0 * g.c_row + j,
                   .bias = g.bias && p + terms == g.k ? g.bias + j : nullptr,
                   .k = terms,
                   .a_row = g.a_row,
                   .a_col = g.a_col,
                   .b_row = g.b_row,
                   .c_row = g.c_row,
                   .tail = cols - (vecs - 1) * kLanes<T>,
                   .add = g.add || p > 0};
      if (g.b_col != 1) {
        pack_panel<T, kTileCols<T>>(b, g.b_col, g.b_row, cols, terms, panel);
        t.b = panel;
        t.b_row = kTileCols<T>;
      }
      for (int64_t part = 0; part < rows.parts; ++part) {
        kRaggedTiles<T>.fn[vecs - 1][rows[part] - 1](t);
        t.a += rows[part] * g.a_row;
        t.c += rows[part] * g.c_row;
      }
      pace.add((i1 - i0) * kTileCols<T> * terms);
    }
  }
}

template <class T>
void multiply_in_place(const Product<T>& g) {
  const int64_t threads = num_threads();
  int64_t parts = least(g.m * g.n * g.k / kSplit, 4 * threads);
  if (parts < 2 || threads == 1) return multiply_in_place(g, 0, g.m, 0, g.n);
  if (parts > threads) parts = parts / threads * threads;
  const int64_t tiles = ceil_div(g.m, kTileRows), panels = ceil_div(g.n, kTileCols<T>);
  Product<T> context = g;
  // The finer pieces make the more even parts, but parts of rows would each pack all of B.
  if (tiles < panels || (g.b_col != 1 && panels >= parts)) {
    parallel_for(g.n, ceil_div(panels, parts) * kTileCols<T>, &context,
                 [](void* c, int64_t begin, int64_t end) {
                   const auto& p = *static_cast<const Product<T>*>(c);
                   multiply_in_place(p, 0, p.m, begin, end);
                 });
  } else {
    parallel_for(g.m, ceil_div(tiles, parts) * kTileRows, &context,
                 [](void* c, int64_t begin, int64_t end) {
                   const auto& p = *static_cast<const Product<T>*>(c);
                   multiply_in_place(p, begin, end, 0, p.n);
                 });
  }
}

// ---- With packing: see Note [Blocking]. ----

// A product under way, at one block of B: rows [p, p + terms), columns [j, j + cols).
template <class T>
struct Block {
  const Product<T>& g;
  T* packed_b;  // or null: each panel is packed where it is used
  int64_t p, terms, j, cols;
};

// The panel at column j of the block.
template <class T>
void pack_b(const Block<T>& s, int64_t j, T* panel) {
  const Product<T>& g = s.g;
  pack_panel<T, kTileCols<T>>(g.b + s.p * g.b_row + (s.j + j) * g.b_col, g.b_col, g.b_row,
                              least(kTileCols<T>, s.cols - j), s.terms, panel);
}

// Rows [i0, i1) of A times the block. packed_a: room for the rows, or null; then they are read
// where they are.
template <class T>
void multiply_rows(const Block<T>& s, int64_t i0, int64_t i1, T* packed_a) {
  const Product<T>& g = s.g;
  for (int64_t i = i0; packed_a && i < i1; i += kTileRows)
    pack_panel<T, kTileRows>(g.a + i * g.a_row + s.p * g.a_col, g.a_row, g.a_col,
                             least(kTileRows, i1 - i), s.terms, packed_a + (i - i0) * s.terms);
  alignas(64) T panel[kDepth<T> * kTileCols<T>];
  for (int64_t j = 0; j < s.cols; j += kTileCols<T>) {
    const int64_t cols = least(kTileCols<T>, s.cols - j);
    const int64_t vecs = ceil_div(cols, kLanes<T>);
    const T* b = s.packed_b ? s.packed_b + j * s.terms : panel;
    if (!s.packed_b) pack_b(s, j, panel);
    for (int64_t i = i0; i < i1; i += kTileRows) {
      const int64_t rows = least(kTileRows, i1 - i);
      const Tile<T> t = {
          .a = packed_a ? packed_a + (i - i0) * s.terms : g.a + i * g.a_row + s.p * g.a_col,
          .b = b,
          .c = g.c + i * g.c_row + s.j + j,
          .bias = g.bias && s.p + s.terms == g.k ? g.bias + s.j + j : nullptr,
          .k = s.terms,
          .a_row = packed_a ? 1 : g.a_row,
          .a_col = packed_a ? kTileRows : g.a_col,
          .b_row = kTileCols<T>,
          .c_row = g.c_row,
          .tail = cols - (vecs - 1) * kLanes<T>,
          .add = g.add || s.p > 0};
      if (packed_a && rows == kTileRows && cols == kTileCols<T>)
        packed_tile(t);
      else
        kRaggedTiles<T>.fn[vecs - 1][rows - 1](t);
    }
  }
}

// packed_b: room for a block of at most most_cols columns, or null; see Block.
template <class T>
void multiply_blocks(const Product<T>& g, T* packed_b, int64_t most_cols, int64_t most_rows) {
  const int64_t chain = depth<T>(g.k), tiles = ceil_div(g.m, kTileRows);
  const int64_t parts = ceil_div(g.m, most_rows);  // of equal height
  const int64_t most = ceil_div(tiles, parts) * kTileRows;
  struct Call {
    const Block<T>& s;
    int64_t i0, i1;
  };
  Pace pace;
  for (int64_t j = 0; j < g.n; j += most_cols) {
    const int64_t cols = least(most_cols, g.n - j);
    for (int64_t p = 0; p < g.k; p += chain) {
      const Block<T> s = {g, packed_b, p, least(chain, g.k - p), j, cols};
      for (int64_t i = 0; packed_b && i < cols; i += kTileCols<T>)
        pack_b(s, i, packed_b + i * s.terms);
      for (int64_t part = 0; part < parts; ++part) {
        Call call = {s, tiles * part / parts * kTileRows,
                     least(g.m, tiles * (part + 1) / parts * kTileRows)};
        with_scratch(most * s.terms * static_cast<int64_t>(sizeof(T)), &call,
                     [](void* context, void* memory) {
                       const auto& c = *static_cast<const Call*>(context);
                       multiply_rows(c.s, c.i0, c.i1, static_cast<T*>(memory));
                     });
        pace.add((call.i1 - call.i0) * cols * s.terms);
      }
    }
  }
}

template <class T>
void multiply_packed_alone(const Product<T>& g) {
  const int64_t column = depth<T>(g.k) * static_cast<int64_t>(sizeof(T));
  if (g.m * column <= kSingleBytes) return multiply_blocks<T>(g, nullptr, g.n, g.m);
  struct Call {
    const Product<T>& g;
    int64_t most_cols;
  };
  const int64_t most_cols = kBlockBytes / column / kTileCols<T> * kTileCols<T>;
  const int64_t all_cols = ceil_div(g.n, kTileCols<T>) * kTileCols<T>;
  Call call = {g, most_cols};
  with_scratch(least(most_cols, all_cols) * column, &call, [](void* context, void* memory) {
    const auto& c = *static_cast<const Call*>(context);
    if (!memory) return multiply_in_place(c.g, 0, c.g.m, 0, c.g.n);
    multiply_blocks(c.g, static_cast<T*>(memory), c.most_cols, kBlockRows);
  });
}

// Parts of C, one for each thread, of whole tiles.
struct Grid {
  int64_t down, across;
};

// The grid whose parts pack the fewest rows of A and columns of B.
template <class T>
Grid grid_for(int64_t tiles, int64_t panels, int64_t threads) {
  Grid best = {1, least(threads, panels)};
  const auto packed = [&](Grid g) {
    return ceil_div(tiles, g.down) * kTileRows + ceil_div(panels, g.across) * kTileCols<T>;
  };
  for (int64_t down = 2; down <= least(threads, tiles); ++down) {
    const Grid other = {down, least(threads / down, panels)};
    const int64_t parts = other.down * other.across, most = best.down * best.across;
    if (parts > most || (parts == most && packed(other) < packed(best))) best = other;
  }
  return best;
}

// Each part packs all it reads: what another core has packed comes more slowly than from memory.
template <class T>
void multiply_packed(const Product<T>& g) {
  struct Call {
    const Product<T>& g;
    int64_t rows, columns;  // in tiles
    Grid grid;
  } call = {g, ceil_div(g.m, kTileRows), ceil_div(g.n, kTileCols<T>), {}};
  call.grid = grid_for<T>(call.rows, call.columns, free_threads());
  const int64_t parts = call.grid.down * call.grid.across;
  parallel_for(parts, 1, &call, [](void* context, int64_t begin, int64_t end) {
    const auto& [all, rows, columns, grid] = *static_cast<const Call*>(context);
    for (int64_t part = begin; part < end; ++part) {
      const int64_t y = part / grid.across, x = part % grid.across;
      const int64_t i = rows * y / grid.down * kTileRows,
                    j = columns * x / grid.across * kTileCols<T>;
      Product<T> own = all;
      own.m = least(all.m, rows * (y + 1) / grid.down * kTileRows) - i;
      own.n = least(all.n, columns * (x + 1) / grid.across * kTileCols<T>) - j;
      own.a += i * all.a_row;
      own.b += j * all.b_col;
      own.c += i * all.c_row + j;
      if (own.bias) own.bias += j;
      multiply_packed_alone(own);
    }
  });
}

// ---- The choice of a path, by shape and strides alone. ----

template <class T>
void fill(const Product<T>& g) {
  for (int64_t i = 0; i < g.m; ++i)
    for (int64_t j = 0; j < g.n; ++j) {
      T& c = g.c[i * g.c_row + j];
      if (!g.add) c = T(0);
      if (g.bias) c += g.bias[j];
    }
}

// Up to 256^3 tiles read both matrices in place as fast as from panels. Not so where the rows of a
// tile or of a panel fall on few sets of the cache (strides of whole or half pages; of quarter ones
// too, where enough tiles meet the panel), or each term lies on a line or a page of its own.
template <class T>
bool packing_pays(const Product<T>& g) {
  constexpr int64_t kPage = 4096 / static_cast<int64_t>(sizeof(T));
  const auto beyond_page = [](int64_t stride) { return stride >= kPage || stride <= -kPage; };
  if (g.m <= 2 * kTileRows || g.n <= kTileCols<T>) return false;
  const int64_t few_sets = g.m > 16 * kTileRows ? kPage / 4 : kPage / 2;
  const bool far =
      g.a_row % kPage == 0 || g.b_row % few_sets == 0 || g.a_col != 1 || beyond_page(g.b_row);
  return g.m * g.n * g.k > (int64_t{1} << (far ? 19 : 24));
}

// Few rows of A against long adjacent columns of B: packing B would cost more than the product.
template <class T>
bool dots_pay(const Product<T>& g) {
  return g.m <= 6 && g.b_row == 1 && g.b_col != 1 && g.a_col == 1 && g.k >= 128;
}

template <class T>
void multiply_row(const Product<T>& g, int64_t i) {
  vector_matrix<T>({.x = g.a + i * g.a_row,
                    .b = g.b,
                    .y = g.c + i * g.c_row,
                    .bias = g.bias,
                    .k = g.k,
                    .n = g.n,
                    .x_step = g.a_col,
                    .b_row = g.b_row,
                    .b_col = g.b_col,
                    .y_step = 1,
                    .bias_step = 1,
                    .add = g.add});
}

// The transpose of the product: c^T = b^T a^T.
template <class T>
void multiply_column(const Product<T>& g) {
  vector_matrix<T>({.x = g.b,
                    .b = g.a,
                    .y = g.c,
                    .bias = g.bias,
                    .k = g.k,
                    .n = g.m,
                    .x_step = g.b_row,
                    .b_row = g.a_col,
                    .b_col = g.a_row,
                    .y_step = g.c_row,
                    .bias_step = 0,
                    .add = g.add});
}

template <class T>
void multiply(const Product<T>& g) {
  if (g.k == 0) return fill(g);
  if (g.m == 1 && (g.n > kTileCols<T> || g.b_col != 1)) return multiply_row(g, 0);
  if (g.n == 1) return multiply_column(g);
  if (dots_pay(g)) {
    for (int64_t i = 0; i < g.m; ++i) multiply_row(g, i);  // which rest
    return;
  }
  if (packing_pays(g)) return multiply_packed(g);
  multiply_in_place(g);
}

// The plain loop, for integers; U is unsigned, so that overflow wraps.
template <class U>
void multiply_plain(const Product<U>& g) {
  Pace pace;
  const bool dots = g.a_col == 1 && g.b_row == 1 && g.n < g.k;
  for (int64_t i = 0; i < g.m; ++i) {
    U* c = g.c + i * g.c_row;
    for (int64_t j = 0; dots && j < g.n; ++j) {
      const U *a = g.a + i * g.a_row, *b = g.b + j * g.b_col;
      U sum = 0;
      for (int64_t k0 = 0; k0 < g.k; k0 += kRest) {
        const int64_t k1 = least(g.k, k0 + kRest);
        for (int64_t k = k0; k < k1; ++k) sum = multiply_add(a[k], b[k], sum);
        pace.add(k1 - k0);
      }
      c[j] = static_cast<U>((g.add ? c[j] : U(0)) + (g.bias ? g.bias[j] : U(0)) + sum);
    }
    if (dots) continue;
    for (int64_t j = 0; j < g.n; ++j)
      c[j] = static_cast<U>((g.add ? c[j] : U(0)) + (g.bias ? g.bias[j] : U(0)));
    for (int64_t k = 0; k < g.k; ++k) {
      pace.add(g.n);
      const U x = g.a[i * g.a_row + k * g.a_col];
      const U* b = g.b + k * g.b_row;
      if (g.b_col == 1)
        for (int64_t j = 0; j < g.n; ++j) c[j] = static_cast<U>(c[j] + x * b[j]);
      else
        for (int64_t j = 0; j < g.n; ++j) c[j] = static_cast<U>(c[j] + x * b[j * g.b_col]);
    }
  }
}
void multiply(const Product<uint8_t>& g) { multiply_plain(g); }
void multiply(const Product<uint32_t>& g) { multiply_plain(g); }
void multiply(const Product<uint64_t>& g) { multiply_plain(g); }

// ---- Narrow elements, widened block by block. ----

constexpr int64_t kWideItems = 1 << 18;  // of a block of A or B

// The product of matrices of narrow elements, at which g.a and g.b point. Blocks are as deep as the
// chains of terms, so that the bits are those of a product of widened matrices.
template <class T>
void multiply_narrow(const Product<T>& g, DType type, T* memory, int64_t a_room, int64_t b_room) {
  if (g.k == 0) return multiply(g);
  const NarrowMatrix a = {g.a, type, g.a_row, g.a_col}, b = {g.b, type, g.b_row, g.b_col};
  const int64_t room = least(a_room, b_room);
  int64_t terms = least(g.k, room);
  if constexpr (!std::is_integral_v<T>) {
    Product<T> wide = g;
    wide.a_row = a.lies_by_columns() ? 1 : g.k;
    wide.a_col = a.lies_by_columns() ? g.m : 1;
    wide.b_row = b.lies_by_columns() ? 1 : g.n;
    wide.b_col = b.lies_by_columns() ? g.k : 1;
    if (g.m > 1 && g.n > 1 && !dots_pay(wide))
      terms = least(depth<T>(g.k), room);
    else if (g.n == 1 ? wide.a_col != 1 : wide.b_row != 1)
      terms = least(terms, kStripeDepth);
  }
  const auto part_of = [terms](int64_t n, int64_t most, int64_t tile) {
    const int64_t lines = most / terms;
    return n <= lines ? n : lines > tile ? lines / tile * tile : lines;
  };
  const int64_t rows = part_of(g.m, a_room, kTileRows);
  const int64_t cols = part_of(g.n, b_room, kTileCols<T>);
  WideBlock<T> wide_a;
  for (int64_t p = 0; p < g.k; p += terms) {
    Product<T> part = g;
    part.k = least(terms, g.k - p);
    part.add = g.add || p > 0;
    for (int64_t j = 0; j < g.n; j += cols) {
      part.n = least(cols, g.n - j);
      part.bias = g.bias && p + terms >= g.k ? g.bias + j : nullptr;
      const WideBlock<T> wide_b = widen_block(b, p, part.k, j, part.n, memory + a_room);
      part.b = wide_b.p;
      part.b_row = wide_b.row;
      part.b_col = wide_b.col;
      for (int64_t i = 0; i < g.m; i += rows) {
        part.m = least(rows, g.m - i);
        if (j == 0 || rows < g.m) wide_a = widen_block(a, i, part.m, p, part.k, memory);
        part.a = wide_a.p;
        part.a_row = wide_a.row;
        part.a_col = wide_a.col;
        part.c = g.c + i * g.c_row + j;
        multiply(part);
      }
    }
  }
}

template <class T>
void multiply_narrow(const Product<T>& g, DType type) {
  struct Call {
    const Product<T>& g;
    DType type;
    int64_t a_room, b_room;
  };
  Call call = {g, type, least(g.m * g.k, kWideItems), least(g.k * g.n, kWideItems)};
  constexpr int64_t kFew = 2048;
  if (g.m * g.k <= kFew && g.k * g.n <= kFew) {
    alignas(64) T memory[2 * kFew];
    return multiply_narrow(g, type, memory, kFew, kFew);
  }
  with_scratch((call.a_room + call.b_room) * static_cast<int64_t>(sizeof(T)), &call,
               [](void* context, void* memory) {
                 const Call& c = *static_cast<const Call*>(context);
                 if (memory)
                   return multiply_narrow(c.g, c.type, static_cast<T*>(memory), c.a_room, c.b_room);
                 T few[2 * kFew];
                 multiply_narrow(c.g, c.type, few, kFew, kFew);
               });
}

// ---- Batches. ----

template <class T>
Product<T> item(const MatmulArgs& g, int64_t i) {
  const auto size = is_narrow(g.type) ? bytes_of(g.type) : static_cast<int64_t>(sizeof(T));
  const auto matrix = [=](const void* p, int64_t batch) {
    return reinterpret_cast<const T*>(static_cast<const char*>(p) + i * batch * size);
  };
  return {.a = matrix(g.a, g.a_batch),
          .b = matrix(g.b, g.b_batch),
          .c = static_cast<T*>(g.c) + i * g.c_batch,
          .bias = static_cast<const T*>(g.bias),
          .m = g.m,
          .n = g.n,
          .k = g.k,
          .a_row = g.a_row,
          .a_col = g.a_col,
          .b_row = g.b_row,
          .b_col = g.b_col,
          .c_row = g.c_row,
          .add = g.accumulate};
}

template <class T>
void multiply_item(const Product<T>& g, DType type) {
  if constexpr (sizeof(T) == 4)
    if (is_narrow(type)) return multiply_narrow(g, type);
  multiply(g);
}

template <class T>
void multiply_items(const MatmulArgs& g, int64_t begin, int64_t end) {
  if (has_few_terms(g)) return multiply_few<T>(g, begin, end);
  for (int64_t i = begin; i < end; ++i) multiply_item(item<T>(g, i), g.type);
}

template <class T>
void multiply_all(const MatmulArgs& g) {
  if (g.m <= 0 || g.n <= 0 || g.batch <= 0) return;
  if (g.batch == 1) return multiply_item(item<T>(g, 0), g.type);
  // One B for all: the rows of all items make one tall matrix.
  if (g.b_batch == 0 && g.a_batch == g.m * g.a_row && g.c_batch == g.m * g.c_row) {
    Product<T> tall = item<T>(g, 0);
    tall.m *= g.batch;
    return multiply_item(tall, g.type);
  }
  // In multiply-adds of a tile: a plain one takes as long as 16, a set-up as 1,024.
  const int64_t terms = g.m * g.n * (g.k + 1), work = has_few_terms(g) ? 16 * terms : terms + 1024;
  if (g.batch * work < 2 * kSplit || g.batch < num_threads()) {
    const int64_t some = kSplit / work + 1;
    for (int64_t i = 0; i < g.batch; i += some) {
      if (i) rest();
      multiply_items<T>(g, i, least(g.batch, i + some));
    }
    return;
  }
  MatmulArgs context = g;
  parallel_for(g.batch, ceil_div(kSplit, work), &context, [](void* c, int64_t begin, int64_t end) {
    multiply_items<T>(*static_cast<const MatmulArgs*>(c), begin, end);
  });
}

}  // namespace

extern const Matmul matmul;
const Matmul matmul = {.product = per_type<MatmulFn>([](auto e) -> MatmulFn {
                         using T = typename decltype(e)::Type;
                         if constexpr (e.kKind == 0) return nullptr;
                         if constexpr (e.kKind == 1) return multiply_all<std::make_unsigned_t<T>>;
                         if constexpr (e.kKind == 2) return multiply_all<T>;
                       })};

}  // namespace retrograd::kernels::RG_ISA
