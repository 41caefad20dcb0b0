#include "stride/data/transform/text.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "stride/data/base/status_macros.h"

namespace stride {
namespace {

absl::Status ErrorAtColumn(int column, absl::string_view message) {
  return absl::InvalidArgumentError(absl::StrCat("column ", column, ": ", message));
}

bool IsName(char c) { return absl::ascii_isalnum(c) || c == '_'; }
bool IsNumber(char c) { return absl::ascii_isalnum(c) || c == '.' || c == '-' || c == '+'; }

class Parser {
 public:
  explicit Parser(absl::string_view text) : text_(text) {}

  absl::StatusOr<TextNode> Parse() {
    STRIDE_ASSIGN_OR_RETURN(TextNode node, Pipeline());
    if (Peek() != '\0') return Expected("\"|\" or the end");
    return node;
  }

 private:
  // The next character that is not a space; '\0' at the end.
  char Peek() {
    while (at_ < text_.size() && absl::ascii_isspace(text_[at_])) ++at_;
    return at_ < text_.size() ? text_[at_] : '\0';
  }

  bool Take(char c) {
    if (Peek() != c) return false;
    ++at_;
    return true;
  }

  absl::Status Expected(absl::string_view what) {
    const char found = Peek();
    return ErrorAtColumn(
        Column(),
        absl::StrCat("expected ", what, ", found ",
                     found == '\0' ? "the end" : absl::StrCat("\"", std::string(1, found), "\"")));
  }

  int Column() const { return static_cast<int>(at_) + 1; }

  TextNode Start(TextNode::Kind kind) {
    Peek();
    TextNode node;
    node.kind = kind;
    node.column = Column();
    return node;
  }

  std::string Word(bool (*belongs)(char)) {
    const size_t begin = at_;
    while (at_ < text_.size() && belongs(text_[at_])) ++at_;
    return std::string(text_.substr(begin, at_ - begin));
  }

  absl::StatusOr<TextNode> Pipeline() {
    TextNode pipeline = Start(TextNode::Kind::kPipeline);
    do {
      STRIDE_ASSIGN_OR_RETURN(TextNode stage, Stage());
      pipeline.children.push_back(std::move(stage));
    } while (Take('|'));
    if (pipeline.children.size() > 1) return pipeline;
    return TextNode(pipeline.children.front());
  }

  absl::StatusOr<TextNode> Stage() {
    TextNode stage = Start(TextNode::Kind::kStage);
    if (!absl::ascii_isalpha(Peek())) return Expected("a transform's name");
    stage.text = Word(IsName);
    if (Take('(')) STRIDE_RETURN_IF_ERROR(Items(&Parser::Argument, stage).status());
    return stage;
  }

  absl::StatusOr<TextNode> Argument() {
    Peek();
    const size_t begin = at_;
    const std::string key = Word(IsName);
    if (!key.empty() && absl::ascii_isalpha(key[0]) && Take('=')) {
      STRIDE_ASSIGN_OR_RETURN(TextNode value, Value());
      value.key = key;
      return value;
    }
    at_ = begin;
    return Value();
  }

  absl::StatusOr<TextNode> Value() {
    const char next = Peek();
    if (absl::ascii_isalpha(next)) return Pipeline();
    if (next == '(') return Tuple();
    TextNode number = Start(TextNode::Kind::kNumber);
    number.text = Word(IsNumber);
    if (number.text.empty()) return Expected("a value");
    return number;
  }

  absl::StatusOr<TextNode> Tuple() {
    TextNode tuple = Start(TextNode::Kind::kTuple);
    Take('(');
    STRIDE_ASSIGN_OR_RETURN(const bool comma, Items(&Parser::Value, tuple));
    if (tuple.children.size() == 1 && !comma) return TextNode(tuple.children.front());
    return tuple;
  }

  // Items up to the closing parenthesis; whether a comma stands behind the last one.
  absl::StatusOr<bool> Items(absl::StatusOr<TextNode> (Parser::*item)(), TextNode& parent) {
    bool comma = false;
    while (!Take(')')) {
      STRIDE_ASSIGN_OR_RETURN(TextNode child, (this->*item)());
      parent.children.push_back(std::move(child));
      comma = Take(',');
      if (!comma && Peek() != ')') return Expected("\",\" or \")\"");
    }
    return comma;
  }

  const absl::string_view text_;
  size_t at_ = 0;
};

}  // namespace

absl::StatusOr<TextNode> ParseText(absl::string_view text) { return Parser(text).Parse(); }

absl::Status ErrorAt(const TextNode& node, absl::string_view message) {
  return ErrorAtColumn(node.column, message);
}

std::string Describe(const TextNode& node) {
  switch (node.kind) {
    case TextNode::Kind::kNumber:
    case TextNode::Kind::kStage:
      return node.text;
    case TextNode::Kind::kPipeline:
      return "a pipeline";
    case TextNode::Kind::kTuple:
      return absl::StrCat("a tuple of ", node.children.size());
  }
  return "";
}

}  // namespace stride
