// The text form of transforms, as in `random_crop(32, padding=4) | random_horizontal_flip`, read
// into a tree:
//
//   pipeline := stage ("|" stage)*
//   stage    := name ["(" [argument ("," argument)*] ")"]
//   argument := [name "="] value
//   value    := number | pipeline | tuple
//   tuple    := "(" [value ("," value)* [","]] ")"      one value without a comma is that value
#ifndef STRIDE_DATA_TRANSFORM_TEXT_H_
#define STRIDE_DATA_TRANSFORM_TEXT_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace stride {

struct TextNode {
  enum class Kind { kNumber, kStage, kPipeline, kTuple };
  Kind kind = Kind::kNumber;
  int column = 1;                  // where it begins; the first one is 1
  std::string text;                // a number as written, a stage's name
  std::string key;                 // of an argument that is given by name
  std::vector<TextNode> children;  // stages of a pipeline, arguments of a stage, items of a tuple
};

// InvalidArgument, "column 7: expected ..., found ...", for a text that is none of these.
absl::StatusOr<TextNode> ParseText(absl::string_view text);

absl::Status ErrorAt(const TextNode& node, absl::string_view message);

// How the node is called in a message: `number 4`, `random_crop`.
std::string Describe(const TextNode& node);

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_TEXT_H_
