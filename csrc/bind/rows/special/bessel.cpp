// Rows of ops/special/bessel.h.

#include "ops/special/bessel.h"

#include "bind/call/row.h"

namespace retrograd::bind {

void add_bessel_rows(Rows& rows) {
  rows.unary<&ops::i0>("i0", "The modified Bessel function of the first kind, within 2 ulp.",
                       "y = I0(x),  dy/dx = I1(x)", "[0.0, 1.0]", "[1.0000, 1.2661]");
  constexpr unsigned kPlaces = kSpecial | kOut;
  rows.unary<&ops::i1>("i1", "The modified Bessel function of order 1, within 2 ulp.",
                       "y = I1(x),  dy/dx = I0(x) - y / x", "[0.0, 1.0]", "[0.0000, 0.5652]",
                       {.places = kPlaces, .in_place = 0});
  rows.unary<&ops::i0e>("i0e", "The modified Bessel function, scaled, within 2 ulp.",
                        "y = e^-|x| I0(x),  dy/dx = e^-|x| I1(x) - sign(x) y", "[0.0, 1000.0]",
                        "[1.0000, 0.0126]", {.places = kPlaces, .in_place = 0});
  rows.unary<&ops::i1e>("i1e", "The modified Bessel function of order 1, scaled, within 2 ulp.",
                        "y = e^-|x| I1(x),  dy/dx = e^-|x| I0(x) - sign(x) y - y / x",
                        "[0.0, 1000.0]", "[0.0000, 0.0126]", {.places = kPlaces, .in_place = 0});
}

}  // namespace retrograd::bind
