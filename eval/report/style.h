// The look that all pictures share: a white ground, grey rules, and colours that remain distinct to
// colour-blind eyes (Okabe and Ito, "Color Universal Design", 2008).
#ifndef STRIDE_EVAL_REPORT_STYLE_H_
#define STRIDE_EVAL_REPORT_STYLE_H_

#include <cmath>
#include <cstddef>
#include <cstdint>

namespace stride {

struct Color {
  uint8_t red;
  uint8_t green;
  uint8_t blue;
};

inline bool operator==(Color a, Color b) {
  return a.red == b.red && a.green == b.green && a.blue == b.blue;
}
inline bool operator!=(Color a, Color b) { return !(a == b); }

inline constexpr Color kWhite = {255, 255, 255};
inline constexpr Color kInk = {34, 34, 34};
inline constexpr Color kQuietInk = {110, 110, 110};
inline constexpr Color kRule = {228, 228, 228};
inline constexpr Color kRightAnswer = {0, 158, 115};
inline constexpr Color kWrongAnswer = {213, 94, 0};

inline constexpr Color kSeriesColors[] = {{0, 114, 178},   {213, 94, 0},  {0, 158, 115},
                                          {204, 121, 167}, {230, 159, 0}, {86, 180, 233}};

inline Color SeriesColor(size_t index) {
  return kSeriesColors[index % (sizeof(kSeriesColors) / sizeof(kSeriesColors[0]))];
}

// share 0 gives `from`, 1 gives `to`.
inline Color Mix(Color from, Color to, double share) {
  const auto mix = [share](uint8_t a, uint8_t b) {
    return static_cast<uint8_t>(std::lround(a + share * (b - a)));
  };
  return {mix(from.red, to.red), mix(from.green, to.green), mix(from.blue, to.blue)};
}

inline constexpr double kTitleSize = 13;  // heights of capital letters in pixels
inline constexpr double kTextSize = 9;

}  // namespace stride

#endif  // STRIDE_EVAL_REPORT_STYLE_H_
