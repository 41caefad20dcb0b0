#include "stride/data/loader/loader.h"

#include <c10/util/Exception.h>

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/loader/batch_builder.h"
#include "stride/data/loader/sampler.h"

namespace stride {
namespace {

absl::Status CheckRange(const char* name, int64_t value, int64_t least, int64_t most) {
  if (value >= least && value <= most) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("loader: ", name, " must be from ", least, " to ", most, ", is ", value));
}

absl::Status CheckOptions(const LoaderOptions& options) {
  STRIDE_RETURN_IF_ERROR(CheckRange("batch_size", options.batch_size, 1, int64_t{1} << 30));
  STRIDE_RETURN_IF_ERROR(CheckRange("num_threads", options.num_threads, 0, 1024));
  STRIDE_RETURN_IF_ERROR(CheckRange("prefetch", options.prefetch, 1, 1 << 20));
  STRIDE_RETURN_IF_ERROR(CheckRange("num_shards", options.num_shards, 1, 1 << 20));
  for (const BatchTransformPtr& transform : options.batch_transforms) {
    TORCH_CHECK(transform != nullptr, "loader: a batch transform is null");
  }
  return CheckRange("shard_index", options.shard_index, 0, options.num_shards - 1);
}

using BuildResult = absl::StatusOr<BuiltBatch>;

}  // namespace

// Workers take the epoch's batches by number and put them into `ready_`, never more than `prefetch`
// ahead of the one that is asked for next.
class Loader::Impl {
 public:
  Impl(DatasetPtr dataset, const LoaderOptions& options, Normalizer normalizer)
      : dataset_(std::move(dataset)),
        options_(options),
        builder_(dataset_, options, std::move(normalizer)) {}
  ~Impl() { StopWorkers(); }

  const Dataset& dataset() const { return *dataset_; }
  const LoaderOptions& options() const { return options_; }
  int64_t skipped() const { return skipped_; }

  int64_t examples_per_epoch() const {
    const int64_t examples = dataset_->size() / options_.num_shards;
    return options_.drop_last ? examples - examples % options_.batch_size : examples;
  }
  int64_t batches_per_epoch() const {
    return (examples_per_epoch() + options_.batch_size - 1) / options_.batch_size;
  }

  absl::Status StartEpoch(int64_t epoch, int64_t first_batch) {
    if (epoch < 0 || first_batch < 0 || first_batch > batches_per_epoch()) {
      return absl::InvalidArgumentError(absl::StrCat("loader: epoch ", epoch, ", first batch ",
                                                     first_batch, ": an epoch has ",
                                                     batches_per_epoch(), " batches"));
    }
    StopWorkers();
    epoch_ = epoch;
    order_ =
        EpochOrder(dataset_->size(), epoch,
                   {options_.shuffle, options_.seed, options_.shard_index, options_.num_shards});
    order_.resize(examples_per_epoch());
    next_ = next_to_build_ = first_batch;
    end_ = batches_per_epoch();
    skipped_ = 0;
    stop_ = false;
    for (int i = 0; i < options_.num_threads; ++i) workers_.emplace_back([this] { Work(); });
    return absl::OkStatus();
  }

  absl::StatusOr<std::optional<Batch>> Next() {
    while (next_ < end_) {
      BuildResult result = options_.num_threads == 0 ? Build(next_) : WaitFor(next_);
      Advance();
      if (!result.ok()) {
        StopWorkers();
        end_ = next_;
        return result.status();
      }
      skipped_ += result->skipped;
      if (result->batch.images.defined()) return std::optional<Batch>(std::move(result->batch));
    }
    return std::optional<Batch>();
  }

 private:
  BuildResult Build(int64_t number) {
    const int64_t begin = number * options_.batch_size;
    const int64_t size = std::min<int64_t>(options_.batch_size, order_.size() - begin);
    const int64_t among_all_shards = number * options_.num_shards + options_.shard_index;
    return builder_.Build(epoch_, among_all_shards,
                          absl::MakeConstSpan(order_).subspan(begin, size));
  }

  void Work() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (true) {
      room_.wait(lock, [this] {
        return stop_ || next_to_build_ >= end_ || next_to_build_ < next_ + options_.prefetch;
      });
      if (stop_ || next_to_build_ >= end_) return;
      const int64_t number = next_to_build_++;
      lock.unlock();
      BuildResult result = Build(number);
      lock.lock();
      ready_.emplace(number, std::move(result));
      built_.notify_one();
    }
  }

  BuildResult WaitFor(int64_t number) {
    std::unique_lock<std::mutex> lock(mutex_);
    built_.wait(lock, [&] { return ready_.count(number) > 0; });
    BuildResult result = std::move(ready_.find(number)->second);
    ready_.erase(number);
    return result;
  }

  void Advance() {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      ++next_;
    }
    room_.notify_all();
  }

  void StopWorkers() {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      stop_ = true;
    }
    room_.notify_all();
    for (std::thread& worker : workers_) worker.join();
    workers_.clear();
    ready_.clear();
  }

  const DatasetPtr dataset_;
  const LoaderOptions options_;
  BatchBuilder builder_;

  // Fixed while workers run.
  int64_t epoch_ = 0;
  std::vector<int64_t> order_;
  int64_t end_ = 0;  // the number after the epoch's last batch
  int64_t skipped_ = 0;
  std::vector<std::thread> workers_;

  std::mutex mutex_;  // of all below
  std::condition_variable room_;
  std::condition_variable built_;
  bool stop_ = false;
  int64_t next_ = 0;           // to be handed out
  int64_t next_to_build_ = 0;  // to be taken by a worker
  std::map<int64_t, BuildResult> ready_;
};

Loader::Loader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Loader::~Loader() = default;

absl::StatusOr<std::unique_ptr<Loader>> Loader::Create(DatasetPtr dataset,
                                                       const LoaderOptions& options) {
  TORCH_CHECK(dataset != nullptr, "loader: no data set");
  STRIDE_RETURN_IF_ERROR(CheckOptions(options));
  STRIDE_ASSIGN_OR_RETURN(Normalizer normalizer, Normalizer::Create(options.normalize));
  auto impl = std::make_unique<Impl>(std::move(dataset), options, std::move(normalizer));
  return std::unique_ptr<Loader>(new Loader(std::move(impl)));
}

const Dataset& Loader::dataset() const { return impl_->dataset(); }
const LoaderOptions& Loader::options() const { return impl_->options(); }
int64_t Loader::batches_per_epoch() const { return impl_->batches_per_epoch(); }
int64_t Loader::examples_per_epoch() const { return impl_->examples_per_epoch(); }
int64_t Loader::skipped() const { return impl_->skipped(); }
absl::Status Loader::StartEpoch(int64_t epoch, int64_t first_batch) {
  return impl_->StartEpoch(epoch, first_batch);
}
absl::StatusOr<std::optional<Batch>> Loader::Next() { return impl_->Next(); }

}  // namespace stride
