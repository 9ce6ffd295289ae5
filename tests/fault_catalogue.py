"""The catalogue of faults, A01 to M06: where each is tested, or why it is not.

Most ids stand in the name of their test (``test_A01_...``). The others are listed here, with the
fault in a few words: SHOWN_BY names a test of another name, "file::test" in Python and
"file::Suite.Test" in C++, and UNTESTED gives the reason. test_fault_catalogue.py holds the two
to what is there.
"""

from __future__ import annotations

GROUPS = {  # the faults of each group are numbered from 1
    "A": 28,  # shapes and sizes
    "B": 18,  # types and values
    "C": 20,  # numerics of losses and gradients
    "D": 21,  # NumPy, buffers, exchange of memory
    "E": 12,  # writes in place and aliases
    "F": 14,  # misuse of the graph
    "G": 10,  # depth and scale
    "H": 12,  # cycles and leaks
    "I": 13,  # exceptions and interrupts in the middle
    "J": 16,  # threads
    "K": 12,  # life of the process
    "L": 9,  # files
    "M": 6,  # object protocols
}

SHOWN_BY = {
    "A23": (
        "as_strided beyond its memory (rows of the table, op_shapes.py)",
        "test_errors::test_a_bad_call_raises_the_class_that_torch_raises",
    ),
    "C07": (
        "softmax of a row of -inf, log_softmax of large numbers",
        "test_conventions::test_softmax_of_a_row_of_minus_infinity_is_nan",
        "test_conventions::test_log_softmax_of_large_numbers_is_exact",
    ),
    "C08": (
        "derivatives at 0 of abs, relu, sqrt, powers",
        "test_conventions::test_abs_relu_and_l2_corner_have_gradient_zero_at_zero",
        "test_conventions::test_sqrt_log_reciprocal_and_root_at_zero",
        "test_conventions::test_powers_at_zero",
    ),
    "C09": (
        "the nan of the branch that where does not take",
        "test_conventions::test_where_lets_the_gradient_of_the_untaken_branch_become_nan",
    ),
    "C10": (
        "ties of a maximum",
        "test_conventions::test_full_maximum_spreads_over_ties",
        "test_conventions::test_amax_over_a_dim_spreads_over_ties",
        "test_conventions::test_max_and_min_over_a_dim_choose_the_first",
    ),
    "C11": (
        "nan in extremes, bounds and relu",
        "test_conventions::test_nan_passes_through_extremes_bounds_and_relu",
        "test_conventions::test_relu_passes_the_gradient_of_nan",
    ),
    "C13": (
        "which operation made the first nan",
        "test_anomaly::test_a_nan_of_backward_raises",
        "test_anomaly::test_an_error_names_the_operation_and_the_lines",
    ),
    "C16": (
        "bounds and probabilities that have no distribution",
        "test_random::test_what_has_no_distribution_is_a_runtime_error",
    ),
    "C17": (
        "results that change with the number of threads",
        "test_threads::test_results_are_the_same_bits_for_1_2_and_4_threads",
    ),
    "C18": (
        "results that change with the instruction set",
        "test_isa::test_arithmetic_and_comparisons_are_the_same_bits_on_every_level",
        "test_bounds::test_a_function_keeps_its_bound_over_all_floats_at_every_level",
    ),
    "C19": (
        "seeds beyond 32 and 64 bits",
        "test_random::test_only_the_low_half_of_a_seed_counts",
        "test_random::test_a_seed_beyond_64_bits_is_refused",
    ),
    "C20": (
        "random numbers after a fork",
        "test_random::test_a_forked_child_continues_the_stream",
    ),
    "D03": (
        "negative strides by DLPack",
        "test_dlpack::test_what_is_no_array_is_refused",
        "test_dlpack::test_a_capsule_that_cannot_be_is_refused_and_stays_whole",
    ),
    "D17": (
        "DLPack of a tensor that requires grad, capsules consumed twice or never, no producers",
        "test_dlpack::test_tensors_that_require_grad_are_refused",
        "test_dlpack::test_a_capsule_is_consumed_once_and_frees_what_nobody_consumed",
        "test_dlpack::test_what_is_no_array_is_refused",
    ),
    "D18": (
        "the producer dies first, or the consumer",
        "test_dlpack::test_the_memory_lives_as_long_as_somebody_uses_it",
        "test_dlpack::test_the_last_tensor_may_die_on_any_thread",
    ),
    "E03": (
        "a write through .data or an array between forward and backward, which goes unseen",
        "test_autograd_inplace::test_data_counts_for_itself_so_its_writes_are_unseen",
        "test_autograd_nodes::test_increment_version_makes_a_hidden_write_an_error",
    ),
    "E07": (
        "a write to one of several views, or to a view from under no_grad",
        "test_autograd_inplace::test_one_of_several_results_refuses_a_recorded_write",
        "test_autograd_inplace::test_a_view_made_under_no_grad_of_a_recorded_tensor_is_refused",
    ),
    "E11": (
        "gradients that share memory with each other or with the seed",
        "test_autograd::test_a_gradient_given_by_the_user_is_never_aliased_into_grad",
        "test_autograd::test_two_leaves_never_share_a_gradient",
    ),
    "E12": (
        "an object that changes what is being read when it is asked for its number",
        "test_faults_shapes::test_A19_sequences_that_change_while_they_are_read",
    ),
    "F11": (
        "a tensor of inference mode in a graph",
        "test_inference_mode::test_saving_for_backward_is_refused",
    ),
    **{
        f"H{number:02}": (
            "a cycle through hooks, gradients, saved tensors or attributes",
            "test_faults_cycles::test_a_cycle_is_collected_at_once",
        )
        for number in range(1, 11)
    },
    "H11": (
        "hooks and Functions that raise, thousands of times",
        "test_faults_leaks::test_thousands_of_repetitions_leave_every_count_where_it_was",
    ),
    "H12": (
        "a capsule of DLPack that nobody consumes",
        "test_dlpack::test_a_capsule_is_consumed_once_and_frees_what_nobody_consumed",
    ),
    "I01": (
        "an exception of a hook, and its cause",
        "test_autograd_hooks::test_an_exception_of_a_hook_comes_out_as_it_is",
        "test_autograd_hooks::test_the_cause_of_an_exception_is_kept",
    ),
    "I09": (
        "Ctrl-C in a long backward",
        "test_interrupts::test_ctrl_c_gets_out_of_a_backward_over_a_million_nodes",
    ),
    "I10": (
        "Ctrl-C in one huge operation",
        "test_interrupts::test_ctrl_c_gets_out_of_one_huge_operation",
    ),
    "I12": (
        "an exception in a task of the pool",
        "test_parallel::Parallel.ExceptionsReachTheCallerAndThePoolStaysUsable",
    ),
    "J12": (
        "numbers of threads that are none",
        "test_threads::test_a_number_of_threads_that_is_none",
    ),
    "J14": (
        "threads that the system refuses",
        "test_parallel::Parallel.RefusedThreadsAreDoneWithout",
    ),
    "J16": (
        "parallel work inside parallel work",
        "test_parallel::Parallel.NestedCallsRunInline",
    ),
    "K02": (
        "a fork while another thread computes",
        "test_parallel::Parallel.ForkUnderWorkOfAnotherThread",
        "test_faults_process::test_K01_a_fork_beside_a_computing_thread",
    ),
    "K09": (
        "memory that ends",
        "test_faults_shapes::test_A07_more_memory_than_there_is",
    ),
}

UNTESTED = {
    "A22": "A mask is no index yet.",
    "A25": "There are no convolutions and no pooling yet.",
    "B16": "There are no 16-bit floating types yet.",
    "C12": "There is no clip_grad_norm_ yet.",
    "C15": "There are no optimisers yet.",
    "D09": "ndarray.resize(refcheck=False) frees memory that a tensor reads: NumPy asks for that.",
    "D14": "A ufunc on a tensor is tested in test_numpy_functions.py under its own name.",
    "D19": "A file that shrinks under a memory map is a signal of the system, as for NumPy.",
    "D21": "There are no complex numbers.",
    "E08": "Integer tensors, which may repeat an index, are no index yet.",
    "I13": "No exception leaves a deleter: it gives back a count of references and no more.",
    "J07": "No tensor and no storage can be resized.",
    "J15": "The module does not say that it runs without the lock of Python, which turns it on.",
    "K11": "The system ends a process whose memory group is full; nothing is told to it before.",
    "L01": "There are no files yet.",
    "L02": "There are no files yet.",
    "L03": "There are no files yet.",
    "L04": "There are no files yet.",
    "L05": "There are no files yet.",
    "L06": "There are no files yet.",
    "L08": "There is no load_state_dict yet.",
    "L09": "There are no files yet.",
}
