#include "stride/data/transform/pipeline.h"

#include "absl/strings/str_cat.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/transform/registry.h"
#include "stride/data/transform/text.h"

namespace stride {
namespace {

absl::Status CheckNoNormalize(const TextNode& node) {
  if (IsNormalize(node)) {
    return ErrorAt(node, absl::StrCat(node.text, " may stand only at the end"));
  }
  for (const TextNode& child : node.children) STRIDE_RETURN_IF_ERROR(CheckNoNormalize(child));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Pipeline> ParsePipeline(absl::string_view text) {
  STRIDE_ASSIGN_OR_RETURN(TextNode node, ParseText(text));
  const bool one_stage = node.kind != TextNode::Kind::kPipeline;
  const TextNode last = one_stage ? node : node.children.back();
  if (!IsNormalize(last)) {
    return ErrorAt(
        last, absl::StrCat("expected normalize(...) or to_tensor at the end, found ", last.text));
  }
  Pipeline pipeline;
  STRIDE_ASSIGN_OR_RETURN(pipeline.normalize, ReadNormalize(last));
  if (one_stage) return pipeline;
  node.children.pop_back();
  STRIDE_RETURN_IF_ERROR(CheckNoNormalize(node));
  STRIDE_ASSIGN_OR_RETURN(pipeline.transform,
                          BuildTransform(node.children.size() == 1 ? node.children.front() : node));
  return pipeline;
}

std::string ToString(const Pipeline& pipeline) {
  std::string end = pipeline.normalize.ToString();
  if (pipeline.transform == nullptr) return end;
  return absl::StrCat(pipeline.transform->ToString(), " | ", end);
}

}  // namespace stride
