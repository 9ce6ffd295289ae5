// Rows of ops/special/normal.h.

#include "ops/special/normal.h"

#include "bind/call/row.h"

namespace retrograd::bind {

void add_normal_rows(Rows& rows) {
  rows.unary<&ops::erfinv>("erfinv", "The inverse of the error function, within 2 ulp.",
                           "y = erf^-1(x),  dy/dx = sqrt(pi) / 2 e^y^2", "[0.0, 0.5]",
                           "[0.0000, 0.4769]",
                           {.more = "Infinite at -1 and 1, NaN beyond.", .in_place = kMethod});
  constexpr unsigned kPlaces = kSpecial | kOut;
  rows.unary<&ops::erfcx>(
      "erfcx", "The complementary error function, scaled, within 2 ulp.",
      "y = e^(x^2) erfc(x),  dy/dx = 2 x y - 2 / sqrt(pi)", "[0.0, 30.0]", "[1.0000, 0.0188]",
      {.more = "It does not vanish where erfc(x) does.", .places = kPlaces, .in_place = 0});
  rows.unary<&ops::ndtr>("ndtr",
                         "The share of the normal distribution below each element, within 2 ulp.",
                         "y = (1 + erf(x / sqrt(2))) / 2,  dy/dx = e^(-x^2 / 2) / sqrt(2 pi)",
                         "[0.0, 1.0]", "[0.5000, 0.8413]", {.places = kPlaces, .in_place = 0});
  rows.unary<&ops::log_ndtr>(
      "log_ndtr", "The logarithm of special.ndtr(), within 2 ulp.",
      "y = log ndtr(x),  dy/dx = e^(-x^2 / 2 - y) / sqrt(2 pi)", "[0.0, -10.0]",
      "[ -0.6931, -53.2313]",
      {.more = "It is finite where ndtr(x) is 0.", .places = kPlaces, .in_place = 0});
  rows.unary<&ops::ndtri>(
      "ndtri", "The inverse of special.ndtr(), within 2 ulp.",
      "y = ndtr^-1(x),  dy/dx = sqrt(2 pi) e^(y^2 / 2)", "[0.5, 0.975]", "[0.0000, 1.9600]",
      {.more = "Infinite at 0 and 1, NaN beyond.", .places = kPlaces, .in_place = 0});
}

}  // namespace retrograd::bind
