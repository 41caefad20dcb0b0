// Transforms by name, and how to write one. A transform is a struct that names its arguments and
// applies them:
//
//   struct RandomHorizontalFlipSpec {
//     static constexpr char kName[] = "random_horizontal_flip";
//     double p = 0.5;
//     void Visit(Arguments& arguments) { arguments("p", p); }
//     absl::Status Prepare() { return CheckBetween("p", p, 0, 1); }
//     absl::StatusOr<Image> Apply(Image image, RandomStream& random) const;
//   };
//   STRIDE_REGISTER_TRANSFORM(RandomHorizontalFlipSpec);
//
//   TransformPtr RandomHorizontalFlip(double p) { return
//   MakeTransform(RandomHorizontalFlipSpec{p}); }
//
// Its target in the BUILD file is a stride_transform, so that the text form knows it wherever
// //data/transform:all is linked.
#ifndef STRIDE_DATA_TRANSFORM_REGISTRY_H_
#define STRIDE_DATA_TRANSFORM_REGISTRY_H_

#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "glog/logging.h"
#include "stride/data/transform/arguments.h"
#include "stride/data/transform/part_transform.h"
#include "stride/data/transform/text.h"
#include "stride/data/transform/transform.h"

namespace stride {

// "random_crop(32, padding=4) | random_horizontal_flip". InvalidArgument: what is wrong at which
// column.
absl::StatusOr<TransformPtr> ParseTransform(absl::string_view text);

// A stage or a pipeline of them.
absl::StatusOr<TransformPtr> BuildTransform(const TextNode& node);

std::vector<std::string> TransformNames();  // all that are linked in, sorted

absl::Status ReadArgument(const TextNode& node, TransformPtr& value);
inline std::string WriteArgument(const TransformPtr& value) {
  return value == nullptr ? "none" : value->ToString();
}

// InvalidArgument unless there is one at least and none of them is null.
absl::Status CheckTransforms(const std::vector<TransformPtr>& transforms);

namespace internal {

using TransformFactory = absl::StatusOr<TransformPtr> (*)(const TextNode& stage);
bool RegisterTransform(const char* name, TransformFactory factory);

template <typename Spec>
std::string SpecText(Spec spec) {
  Spec plain;
  Arguments arguments;
  Arguments defaults;
  spec.Visit(arguments);
  plain.Visit(defaults);
  return arguments.Write(Spec::kName, defaults);
}

template <typename Spec, typename = void>
class SpecTransform final : public Transform {
 public:
  explicit SpecTransform(Spec spec) : spec_(std::move(spec)) {}
  absl::StatusOr<Image> Apply(Image image, RandomStream& random) const override {
    return spec_.Apply(std::move(image), random);
  }
  std::string ToString() const override { return SpecText(spec_); }

 private:
  Spec spec_;
};

// Of a struct with ChoosePart and ApplyToPart in place of Apply (part_transform.h).
template <typename Spec>
class SpecTransform<Spec, std::void_t<decltype(&Spec::ChoosePart)>> final : public PartTransform {
 public:
  explicit SpecTransform(Spec spec) : spec_(std::move(spec)) {}
  ImageBox ChoosePart(int height, int width, RandomStream& random) const override {
    return spec_.ChoosePart(height, width, random);
  }
  absl::StatusOr<Image> ApplyToPart(const ImagePart& part, RandomStream& random) const override {
    return spec_.ApplyToPart(part, random);
  }
  std::string ToString() const override { return SpecText(spec_); }

 private:
  Spec spec_;
};

template <typename Spec>
absl::StatusOr<TransformPtr> ReadTransform(const TextNode& stage) {
  Spec spec;
  Arguments arguments;
  spec.Visit(arguments);
  STRIDE_RETURN_IF_ERROR(arguments.Read(stage));
  const absl::Status status = spec.Prepare();
  if (!status.ok()) return ErrorAt(stage, absl::StrCat(Spec::kName, ": ", status.message()));
  return std::make_shared<const SpecTransform<Spec>>(std::move(spec));
}

}  // namespace internal

// Arguments out of range are the caller's mistake: the program ends.
template <typename Spec>
TransformPtr MakeTransform(Spec spec) {
  const absl::Status status = spec.Prepare();
  CHECK(status.ok()) << Spec::kName << ": " << status.message();
  return std::make_shared<const internal::SpecTransform<Spec>>(std::move(spec));
}

#define STRIDE_REGISTER_TRANSFORM(Spec)           \
  [[maybe_unused]] const bool registered_##Spec = \
      ::stride::internal::RegisterTransform(Spec::kName, &::stride::internal::ReadTransform<Spec>)

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_REGISTRY_H_
