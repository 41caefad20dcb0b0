// Data sets made of others, without a copy.
#ifndef STRIDE_DATA_DATASET_VIEWS_H_
#define STRIDE_DATA_DATASET_VIEWS_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "stride/data/dataset/dataset.h"

namespace stride {

// The examples at these places, in this order. OutOfRange names a place that is not there.
absl::StatusOr<DatasetPtr> Subset(DatasetPtr dataset, std::vector<int64_t> indices);

// Parts of these sizes, disjoint, chosen by the seed; their sum is at most the data set's size.
absl::StatusOr<std::vector<DatasetPtr>> RandomSplit(const DatasetPtr& dataset,
                                                    const std::vector<int64_t>& sizes,
                                                    uint64_t seed);

// One after the other. InvalidArgument when class names differ or there is no data set.
absl::StatusOr<DatasetPtr> Concat(std::vector<DatasetPtr> datasets);

}  // namespace stride

#endif  // STRIDE_DATA_DATASET_VIEWS_H_
