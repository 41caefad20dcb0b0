#include "stride/models/fused/convolution_choices.h"

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "nlohmann/json.hpp"
#include "stride/data/base/file.h"
#include "stride/data/base/status_macros.h"

namespace stride {
namespace {

constexpr char kWinograd[] = "winograd";
constexpr char kDirect[] = "direct";

}  // namespace

absl::StatusOr<std::shared_ptr<ConvolutionChoices>> ConvolutionChoices::Open(
    const std::string& path) {
  auto choices = absl::WrapUnique(new ConvolutionChoices(path));
  const absl::StatusOr<std::string> text = ReadFile(path);
  if (absl::IsNotFound(text.status())) return choices;
  STRIDE_RETURN_IF_ERROR(text.status());
  const auto json = nlohmann::json::parse(*text, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) {
    return absl::InvalidArgumentError(absl::StrCat(
        path, ": expected a JSON object of algorithms; remove it to measure them again"));
  }
  for (const auto& [pass, algorithm] : json.items()) {
    if (algorithm != kWinograd && algorithm != kDirect) {
      return absl::InvalidArgumentError(absl::StrCat(
          path, ": ", pass, ": expected \"winograd\" or \"direct\", found ", algorithm.dump()));
    }
    choices->winograd_[pass] = algorithm == kWinograd;
  }
  return choices;
}

std::optional<bool> ConvolutionChoices::winograd(const std::string& pass) const {
  const auto found = winograd_.find(pass);
  if (found == winograd_.end()) return std::nullopt;
  return found->second;
}

absl::Status ConvolutionChoices::Add(const std::string& pass, bool winograd) {
  winograd_[pass] = winograd;
  nlohmann::json json;
  for (const auto& [name, value] : winograd_) json[name] = value ? kWinograd : kDirect;
  return WriteFileAtomically(path_, json.dump(1) + "\n");
}

}  // namespace stride
