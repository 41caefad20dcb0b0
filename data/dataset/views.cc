#include "stride/data/dataset/views.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "stride/data/base/random.h"
#include "stride/data/base/status_macros.h"

namespace stride {
namespace {

class SubsetDataset : public Dataset {
 public:
  SubsetDataset(DatasetPtr dataset, std::vector<int64_t> indices)
      : dataset_(std::move(dataset)), indices_(std::move(indices)) {}

  int64_t size() const override { return static_cast<int64_t>(indices_.size()); }
  const std::vector<std::string>& class_names() const override { return dataset_->class_names(); }
  absl::StatusOr<Example> Get(int64_t index) const override {
    STRIDE_RETURN_IF_ERROR(CheckIndex(index, size()));
    return dataset_->Get(indices_[index]);
  }
  absl::StatusOr<ExamplePart> GetPart(int64_t index, BoxChooser choose) const override {
    STRIDE_RETURN_IF_ERROR(CheckIndex(index, size()));
    return dataset_->GetPart(indices_[index], choose);
  }
  void WillGet(int64_t index) const override { dataset_->WillGet(indices_[index]); }
  std::string Id(int64_t index) const override { return dataset_->Id(indices_[index]); }
  absl::StatusOr<std::optional<std::string>> EncodedBytes(int64_t index) const override {
    STRIDE_RETURN_IF_ERROR(CheckIndex(index, size()));
    return dataset_->EncodedBytes(indices_[index]);
  }

 private:
  DatasetPtr dataset_;
  std::vector<int64_t> indices_;
};

class ConcatDataset : public Dataset {
 public:
  explicit ConcatDataset(std::vector<DatasetPtr> datasets) : datasets_(std::move(datasets)) {
    for (const DatasetPtr& dataset : datasets_) ends_.push_back(size() + dataset->size());
  }

  int64_t size() const override { return ends_.empty() ? 0 : ends_.back(); }
  const std::vector<std::string>& class_names() const override {
    return datasets_[0]->class_names();
  }
  absl::StatusOr<Example> Get(int64_t index) const override {
    STRIDE_RETURN_IF_ERROR(CheckIndex(index, size()));
    const size_t part = PartOf(index);
    return datasets_[part]->Get(index - BeginOf(part));
  }
  absl::StatusOr<ExamplePart> GetPart(int64_t index, BoxChooser choose) const override {
    STRIDE_RETURN_IF_ERROR(CheckIndex(index, size()));
    const size_t part = PartOf(index);
    return datasets_[part]->GetPart(index - BeginOf(part), choose);
  }
  void WillGet(int64_t index) const override {
    const size_t part = PartOf(index);
    datasets_[part]->WillGet(index - BeginOf(part));
  }
  std::string Id(int64_t index) const override {
    const size_t part = PartOf(index);
    return datasets_[part]->Id(index - BeginOf(part));
  }
  absl::StatusOr<std::optional<std::string>> EncodedBytes(int64_t index) const override {
    STRIDE_RETURN_IF_ERROR(CheckIndex(index, size()));
    const size_t part = PartOf(index);
    return datasets_[part]->EncodedBytes(index - BeginOf(part));
  }

 private:
  size_t PartOf(int64_t index) const {
    return std::upper_bound(ends_.begin(), ends_.end(), index) - ends_.begin();
  }
  int64_t BeginOf(size_t part) const { return part == 0 ? 0 : ends_[part - 1]; }

  std::vector<DatasetPtr> datasets_;
  std::vector<int64_t> ends_;
};

}  // namespace

absl::StatusOr<DatasetPtr> Subset(DatasetPtr dataset, std::vector<int64_t> indices) {
  for (const int64_t index : indices) {
    STRIDE_RETURN_IF_ERROR(CheckIndex(index, dataset->size()));
  }
  return DatasetPtr(std::make_shared<SubsetDataset>(std::move(dataset), std::move(indices)));
}

absl::StatusOr<std::vector<DatasetPtr>> RandomSplit(const DatasetPtr& dataset,
                                                    const std::vector<int64_t>& sizes,
                                                    uint64_t seed) {
  RandomStream random(seed, 0, 0, RandomPurpose::kSplit);
  const std::vector<int64_t> order = RandomPermutation(dataset->size(), random);
  std::vector<DatasetPtr> parts;
  int64_t begin = 0;
  for (const int64_t size : sizes) {
    if (size < 0 || size > dataset->size() - begin) {
      return absl::InvalidArgumentError(
          absl::StrCat("a part of ", size, " examples: ", dataset->size() - begin,
                       " of the data set's ", dataset->size(), " are left"));
    }
    const auto first = order.begin() + begin;
    STRIDE_ASSIGN_OR_RETURN(DatasetPtr part, Subset(dataset, {first, first + size}));
    parts.push_back(std::move(part));
    begin += size;
  }
  return parts;
}

absl::StatusOr<DatasetPtr> Concat(std::vector<DatasetPtr> datasets) {
  if (datasets.empty()) return absl::InvalidArgumentError("no data set to concatenate");
  for (size_t i = 1; i < datasets.size(); ++i) {
    if (datasets[i]->class_names() != datasets[0]->class_names()) {
      return absl::InvalidArgumentError(absl::StrCat(
          "data set ", i, " has other classes than the first; data sets in a row need the same"));
    }
  }
  return DatasetPtr(std::make_shared<ConcatDataset>(std::move(datasets)));
}

}  // namespace stride
