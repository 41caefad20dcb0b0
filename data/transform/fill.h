// The colour of what an image does not show, as the argument of a transform: `7` for every channel,
// `(255, 0, 0)` for RGB.
#ifndef STRIDE_DATA_TRANSFORM_FILL_H_
#define STRIDE_DATA_TRANSFORM_FILL_H_

#include <array>
#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "stride/data/transform/text.h"

namespace stride {

struct Fill {
  // As in torchvision, a number is a colour: NOLINTNEXTLINE(google-explicit-constructor)
  Fill(uint8_t sample = 0) : samples{sample, sample, sample} {}
  Fill(uint8_t red, uint8_t green, uint8_t blue) : samples{red, green, blue} {}

  // InvalidArgument for colour in a grey image.
  absl::Status Check(int channels) const;

  std::array<uint8_t, 3> samples;
};

absl::Status ReadArgument(const TextNode& node, Fill& value);
std::string WriteArgument(const Fill& value);

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_FILL_H_
