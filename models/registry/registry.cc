#include "stride/models/registry/registry.h"

#include <map>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "glog/logging.h"
#include "stride/data/base/status_macros.h"

namespace stride {
namespace {

struct Entry {
  ModelFactory factory;
  ImageShape input;
};

std::map<std::string, Entry, std::less<>>& Registry() {
  static auto& registry = *new std::map<std::string, Entry, std::less<>>();
  return registry;
}

absl::StatusOr<const Entry*> Find(absl::string_view name) {
  const auto found = Registry().find(name);
  if (found != Registry().end()) return &found->second;
  return absl::NotFoundError(
      absl::StrCat("there is no model ", name, "; there are ", absl::StrJoin(ModelNames(), ", ")));
}

}  // namespace

bool RegisterModel(const std::string& name, ModelFactory factory, const ImageShape& input) {
  CHECK(Registry().emplace(name, Entry{std::move(factory), input}).second)
      << "two models are called " << name;
  return true;
}

absl::StatusOr<std::unique_ptr<Classifier>> MakeModel(absl::string_view name,
                                                      const ModelOptions& options) {
  STRIDE_ASSIGN_OR_RETURN(const Entry* entry, Find(name));
  return entry->factory(options);
}

absl::StatusOr<ImageShape> PublishedInput(absl::string_view name) {
  STRIDE_ASSIGN_OR_RETURN(const Entry* entry, Find(name));
  return entry->input;
}

std::vector<std::string> ModelNames() {
  std::vector<std::string> names;
  for (const auto& entry : Registry()) names.push_back(entry.first);
  return names;
}

}  // namespace stride
