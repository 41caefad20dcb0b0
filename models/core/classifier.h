// What trainer, evaluator and experiments see of an image classifier.
#ifndef STRIDE_MODELS_CORE_CLASSIFIER_H_
#define STRIDE_MODELS_CORE_CLASSIFIER_H_

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "stride/models/core/layer_record.h"
#include "stride/models/core/named_tensor.h"
#include "stride/models/core/shape.h"

namespace stride {

struct ClassifierInfo {
  std::string name;
  ImageShape input_shape;
  int64_t num_classes = 0;
  std::vector<LayerRecord> layers;  // in the order in which an image meets them
};

// What a head beside the main one answers while a network trains (Szegedy et al., "Going deeper
// with convolutions", arXiv 1409.4842, section 5): its loss counts `weight` times.
struct AuxiliaryLogits {
  at::Tensor logits;  // [N, num_classes]
  double weight = 0;
};

// Not thread-safe: one thread at a time calls it.
class Classifier {
 public:
  explicit Classifier(ClassifierInfo info) : info_(std::move(info)) {}
  virtual ~Classifier() = default;
  Classifier(const Classifier&) = delete;
  Classifier& operator=(const Classifier&) = delete;

  // images: [N, C, H, W] with input_shape()'s C, H and W, any strides; they are taken to the
  // network's type and device. Returns logits [N, num_classes] of the network's type.
  // Throws c10::Error.
  virtual at::Tensor Forward(const at::Tensor& images) = 0;

  // Of the last Forward in training mode, once; empty for networks without such heads.
  virtual std::vector<AuxiliaryLogits> TakeAuxiliaryLogits() { return {}; }

  // Handles to the tensors that the network uses, named as in PyTorch's state dictionary.
  virtual std::vector<NamedTensor> Parameters() const = 0;
  virtual std::vector<NamedTensor> Buffers() const = 0;

  virtual void SetTraining(bool training) = 0;
  virtual bool training() const = 0;

  // Floating-point parameters and buffers change type; counters stay integers.
  virtual void To(at::ScalarType type) = 0;
  virtual void To(at::Device device) = 0;

  const std::string& name() const { return info_.name; }
  const ImageShape& input_shape() const { return info_.input_shape; }
  int64_t num_classes() const { return info_.num_classes; }
  const std::vector<LayerRecord>& layers() const { return info_.layers; }

 private:
  const ClassifierInfo info_;
};

// Parameters, then buffers: what a weight file holds.
std::vector<NamedTensor> StateTensors(const Classifier& classifier);

// The order of dimensions in memory in which convolutions are fastest: weights [O, I, H, W] are
// kept with I innermost. Values, names and files stay the same. Before an optimizer is made.
void ToChannelsLast(Classifier& classifier);

// Evaluation mode while it lives; then the mode before.
class EvalModeScope {
 public:
  explicit EvalModeScope(Classifier& classifier)
      : classifier_(classifier), training_(classifier.training()) {
    classifier_.SetTraining(false);
  }
  ~EvalModeScope() { classifier_.SetTraining(training_); }
  EvalModeScope(const EvalModeScope&) = delete;
  EvalModeScope& operator=(const EvalModeScope&) = delete;

 private:
  Classifier& classifier_;
  const bool training_;
};

}  // namespace stride

#endif  // STRIDE_MODELS_CORE_CLASSIFIER_H_
