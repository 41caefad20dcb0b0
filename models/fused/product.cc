#include "stride/models/fused/product.h"

namespace stride {
namespace {

dnnl::primitive_attr Attributes(bool adds) {
  dnnl::post_ops post_ops;
  if (adds) post_ops.append_sum();
  dnnl::primitive_attr attributes;
  attributes.set_post_ops(post_ops);
  return attributes;
}

}  // namespace

Product::Product(const dnnl::memory::desc& left, const dnnl::memory::desc& right,
                 const dnnl::memory::desc& product, bool adds)
    : left_(left),
      right_(right),
      product_(product),
      primitive_(
          dnnl::matmul::primitive_desc({left, right, product}, Attributes(adds), OneDnnEngine())) {}

void Product::Execute(void* left, void* right, void* product) const {
  primitive_.execute(OneDnnStream(), {{DNNL_ARG_SRC, {left_, OneDnnEngine(), left}},
                                      {DNNL_ARG_WEIGHTS, {right_, OneDnnEngine(), right}},
                                      {DNNL_ARG_DST, {product_, OneDnnEngine(), product}}});
}

}  // namespace stride
