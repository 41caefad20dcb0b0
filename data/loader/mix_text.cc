#include "stride/data/loader/mix_text.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "stride/data/base/check_option.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/loader/mix.h"
#include "stride/data/transform/arguments.h"
#include "stride/data/transform/text.h"

namespace stride {
namespace {

absl::StatusOr<BatchTransformPtr> Build(const TextNode& node);

absl::StatusOr<BatchTransformPtr> BuildWithAlpha(const TextNode& node,
                                                 BatchTransformPtr (*make)(double alpha)) {
  double alpha = 1;
  Arguments arguments;
  arguments("alpha", alpha);
  STRIDE_RETURN_IF_ERROR(arguments.Read(node));
  const absl::Status positive = CheckPositive("alpha", alpha);
  if (!positive.ok()) return ErrorAt(node, absl::StrCat(node.text, ": ", positive.message()));
  return make(alpha);
}

absl::StatusOr<std::vector<BatchTransformPtr>> BuildAll(const std::vector<TextNode>& nodes) {
  std::vector<BatchTransformPtr> transforms;
  for (const TextNode& node : nodes) {
    STRIDE_ASSIGN_OR_RETURN(transforms.emplace_back(), Build(node));
  }
  return transforms;
}

absl::StatusOr<BatchTransformPtr> Build(const TextNode& node) {
  if (node.text == "mixup") return BuildWithAlpha(node, MixUp);
  if (node.text == "cutmix") return BuildWithAlpha(node, CutMix);
  if (node.text == "mix_one_of" && !node.children.empty()) {
    STRIDE_ASSIGN_OR_RETURN(std::vector<BatchTransformPtr> parts, BuildAll(node.children));
    return MixOneOf(std::move(parts));
  }
  return ErrorAt(node,
                 absl::StrCat("expected mixup, cutmix or mix_one_of(...), found ", Describe(node)));
}

}  // namespace

absl::StatusOr<std::vector<BatchTransformPtr>> ParseBatchTransforms(absl::string_view text) {
  STRIDE_ASSIGN_OR_RETURN(const TextNode node, ParseText(text));
  return BuildAll(node.kind == TextNode::Kind::kPipeline ? node.children
                                                         : std::vector<TextNode>{node});
}

}  // namespace stride
