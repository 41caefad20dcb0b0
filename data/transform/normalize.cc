#include "stride/data/transform/normalize.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace stride {
namespace {

void WriteChannelsLast(const uint8_t* in, int64_t pixels, const std::array<const float*, 3>& tables,
                       float* out) {
  for (int64_t i = 0; i < pixels; ++i) {
    for (int c = 0; c < 3; ++c) *out++ = tables[c][*in++];
  }
}

template <int kChannels>
void WriteContiguous(const uint8_t* in, int64_t pixels, const std::array<const float*, 3>& tables,
                     float* out) {
  for (int64_t i = 0; i < pixels; ++i) {
    for (int c = 0; c < kChannels; ++c) out[c * pixels + i] = tables[c][*in++];
  }
}

}  // namespace

std::string Normalize::ToString() const {
  if (mean.empty()) return "to_tensor";
  if (mean.size() == 1) return absl::StrCat("normalize(", mean[0], ", ", std[0], ")");
  return absl::StrCat("normalize((", absl::StrJoin(mean, ", "), "), (", absl::StrJoin(std, ", "),
                      "))");
}

Normalize MnistNormalize() { return {{0.1307f}, {0.3081f}}; }

Normalize FashionMnistNormalize() { return {{0.2860f}, {0.3530f}}; }

Normalize Cifar10Normalize() { return {{0.4914f, 0.4822f, 0.4465f}, {0.2470f, 0.2435f, 0.2616f}}; }

Normalize ImageNetNormalize() { return {{0.485f, 0.456f, 0.406f}, {0.229f, 0.224f, 0.225f}}; }

absl::StatusOr<Normalizer> Normalizer::Create(const Normalize& normalize) {
  if (normalize.mean.size() != normalize.std.size()) {
    return absl::InvalidArgumentError(
        absl::StrCat("normalize: ", normalize.mean.size(), " means, but ", normalize.std.size(),
                     " standard deviations; give one of each a channel"));
  }
  Normalizer normalizer;
  normalizer.per_channel_ = !normalize.mean.empty();
  normalizer.tables_.resize(normalizer.per_channel_ ? normalize.mean.size() : 1);
  for (size_t c = 0; c < normalizer.tables_.size(); ++c) {
    const float mean = normalizer.per_channel_ ? normalize.mean[c] : 0.0f;
    const float std = normalizer.per_channel_ ? normalize.std[c] : 1.0f;
    if (!(std > 0)) {
      return absl::InvalidArgumentError(absl::StrCat(
          "normalize: the standard deviation of channel ", c, " must be above 0, is ", std));
    }
    for (int sample = 0; sample < 256; ++sample) {
      normalizer.tables_[c][sample] = (static_cast<float>(sample) / 255.0f - mean) / std;
    }
  }
  return normalizer;
}

absl::Status Normalizer::Write(const Image& image, MemoryLayout layout, float* out) const {
  const int channels = image.channels();
  if (per_channel_ && channels != static_cast<int>(tables_.size())) {
    return absl::InvalidArgumentError(
        absl::StrCat("the image has ", channels, " channels, the normalisation ", tables_.size(),
                     "; give one mean and one std a channel, or decode to the other colour mode"));
  }
  std::array<const float*, 3> tables;
  for (int c = 0; c < 3; ++c) tables[c] = tables_[per_channel_ && c < channels ? c : 0].data();
  const int64_t pixels = int64_t{image.height()} * image.width();
  if (channels == 1) {
    WriteContiguous<1>(image.data(), pixels, tables, out);
  } else if (layout == MemoryLayout::kContiguous) {
    WriteContiguous<3>(image.data(), pixels, tables, out);
  } else {
    WriteChannelsLast(image.data(), pixels, tables, out);
  }
  return absl::OkStatus();
}

}  // namespace stride
