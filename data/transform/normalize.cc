#include "stride/data/transform/normalize.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/transform/arguments.h"

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

constexpr char kToTensor[] = "to_tensor";
constexpr char kNormalize[] = "normalize";

std::vector<std::pair<std::string, Normalize>> NamedSets() {
  return {{"mnist", MnistNormalize()},     {"fashion_mnist", FashionMnistNormalize()},
          {"cifar10", Cifar10Normalize()}, {"cifar100", Cifar100Normalize()},
          {"svhn", SvhnNormalize()},       {"imagenet", ImageNetNormalize()}};
}

absl::StatusOr<Normalize> ReadName(const TextNode& node) {
  std::vector<std::string> names;
  for (auto& [name, normalize] : NamedSets()) {
    if (node.text == name && node.children.empty()) return normalize;
    names.push_back(name);
  }
  return internal::ExpectedOneOf(node, names);
}

}  // namespace

std::string Normalize::ToString() const {
  if (mean.empty()) return kToTensor;
  for (const auto& [name, set] : NamedSets()) {
    if (mean == set.mean && std == set.std) return absl::StrCat(kNormalize, "(", name, ")");
  }
  return absl::StrCat(kNormalize, "(", WriteArgument(mean), ", ", WriteArgument(std), ")");
}

bool IsNormalize(const TextNode& stage) {
  return stage.kind == TextNode::Kind::kStage &&
         (stage.text == kNormalize || stage.text == kToTensor);
}

absl::StatusOr<Normalize> ReadNormalize(const TextNode& stage) {
  if (stage.text == kNormalize && stage.children.size() == 1 && stage.children[0].key.empty() &&
      stage.children[0].kind == TextNode::Kind::kStage) {
    return ReadName(stage.children[0]);
  }
  Normalize normalize;
  Arguments arguments;
  if (stage.text == kNormalize) {
    arguments("mean", normalize.mean);
    arguments("std", normalize.std);
  }
  STRIDE_RETURN_IF_ERROR(arguments.Read(stage));
  if (stage.text == kNormalize && normalize.mean.empty()) {
    return ErrorAt(stage,
                   "normalize: expected a data set's name, or means and standard deviations");
  }
  const absl::Status status = Normalizer::Create(normalize).status();
  if (!status.ok()) return ErrorAt(stage, status.message());
  return normalize;
}

Normalize MnistNormalize() { return {{0.1307f}, {0.3081f}}; }

Normalize FashionMnistNormalize() { return {{0.2860f}, {0.3530f}}; }

Normalize Cifar10Normalize() { return {{0.4914f, 0.4822f, 0.4465f}, {0.2470f, 0.2435f, 0.2616f}}; }

Normalize Cifar100Normalize() { return {{0.5071f, 0.4865f, 0.4409f}, {0.2673f, 0.2564f, 0.2762f}}; }

Normalize SvhnNormalize() { return {{0.4377f, 0.4438f, 0.4728f}, {0.1980f, 0.2010f, 0.1970f}}; }

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
