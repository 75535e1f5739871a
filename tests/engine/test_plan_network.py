# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Hold the network simplex to a general solver, its tree to its laws, its proofs to faults."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from kotipesa.errors import InternalError
from kotipesa.plan.network.certificate import certify
from kotipesa.plan.network.network import Network
from kotipesa.plan.network.simplex import IN_TREE, LOWER, NONE, UPPER

SAME, NOISE_T = 1e-9, 1e-9
FORBIDDEN_EUR = 1e6
seeds = st.integers(0, 2**32 - 1)


@dataclass
class Drawn:
    """A network and what it was drawn from."""

    network: Network
    rng: np.random.Generator


def drawn(seed: int, *, batches: int = 3) -> Drawn:
    """Draw a small network: whole numbers, so that ties and circles at no cost abound."""
    rng = np.random.default_rng(seed)
    nodes = int(rng.integers(1, 12))
    is_natural = rng.random((2, nodes)) < rng.choice([0.2, 0.7, 1.0])
    own = np.where(is_natural, float(rng.integers(1, 30)), np.nan)
    network = Network(rng.integers(-5, 6, nodes).astype(float), *own)
    for _ in range(batches):
        grow(network, rng)
    return Drawn(network, rng)


def grow(network: Network, rng: np.random.Generator) -> None:
    nodes, count = len(network.supply) + 1, int(rng.integers(0, 12))
    capacity = rng.integers(0, 6, count).astype(float)
    network.add(
        rng.integers(0, nodes, count),
        rng.integers(0, nodes, count),
        rng.integers(0, rng.integers(1, 12), count).astype(float),
        np.where(rng.random(count) < 0.5, np.inf, capacity),
    )


def with_forbidden(network: Network) -> np.ndarray:
    """Give the costs of all edges, the artificial ones at a price that hardly anything is worth."""
    cost = network.edges.cost.copy()
    artificial = np.zeros(len(cost), dtype=bool)
    artificial[: 2 * len(network.supply)] = network._artificial
    return np.where(artificial, FORBIDDEN_EUR, cost)


def least_eur(network: Network) -> float:
    """Let a general solver find the least cost."""
    edges, nodes = network.edges, len(network.supply)
    column = np.arange(len(edges.tail))
    matrix = np.zeros((nodes + 1, len(column)))
    np.add.at(matrix, (edges.tail, column), 1.0)
    np.add.at(matrix, (edges.head, column), -1.0)
    bounds = [(0.0, None if np.isinf(most) else most) for most in edges.capacity]
    answer = linprog(
        with_forbidden(network), A_eq=matrix[:nodes], b_eq=network.supply, bounds=bounds
    )
    return float(answer.fun)


def assert_cheapest(network: Network) -> None:
    proof = network.solve()
    cost = float(with_forbidden(network) @ network.edges.flow)
    assert cost == pytest.approx(least_eur(network), rel=1e-7, abs=1e-6)
    assert max(proof.residual_t, -proof.least_t, proof.over_t) <= NOISE_T
    assert proof.objective_eur == pytest.approx(proof.bound_eur, rel=SAME, abs=SAME)
    assert proof.holds(NOISE_T, SAME) == (proof.artificial_t <= NOISE_T)


def assert_lawful(network: Network) -> None:
    """Check every law of a state that simplex.py names."""
    edges, tree, root = network.edges, network._tree, len(network.supply)
    assert (edges.state[network.in_tree] == IN_TREE).all()
    assert (edges.state == IN_TREE).sum() == root
    assert (edges.flow[edges.state == LOWER] == 0).all()
    full = edges.state == UPPER
    assert (edges.flow[full] == edges.capacity[full]).all()
    below = np.ones(root + 1, dtype=int)
    for node in range(root):
        edge, up = tree.edge[node], tree.upward[node] > 0
        ends = (edges.tail[edge], edges.head[edge])
        assert ends == ((node, tree.parent[node]) if up else (tree.parent[node], node))
        slack = edges.capacity[edge] - edges.flow[edge] if up else edges.flow[edge]
        assert slack > 0  # strongly feasible
        above = tree.parent[node]
        for _ in range(root + 1):
            if above == NONE:
                break
            below[above] += 1
            above = tree.parent[above]
        assert above == NONE
    assert tree.size.tolist() == below.tolist()
    for node in range(root + 1):
        children, child = [], tree.child[node]
        while child != NONE:
            children.append(int(child))
            child = tree.after[child]
        assert sorted(children) == np.flatnonzero(tree.parent == node).tolist()
    paid = edges.cost + tree.price[edges.tail] - tree.price[edges.head]
    assert np.abs(paid[network.in_tree]).max(initial=0.0) <= SAME


@given(seed=seeds)
@settings(max_examples=60)
def test_flows_are_as_cheap_as_a_general_solver_finds_them(seed: int):
    assert_cheapest(drawn(seed).network)


@given(seed=seeds)
@settings(max_examples=40)
def test_a_network_that_grew_changed_and_was_replanted_is_still_the_cheapest(seed: int):
    one = drawn(seed, batches=1)
    network, rng = one.network, one.rng
    assert_cheapest(network)
    grow(network, rng)
    assert_cheapest(network)
    capacity = network.edges.capacity.copy()
    own = 2 * len(network.supply)
    capacity[own:] = np.where(rng.random(len(capacity) - own) < 0.4, rng.integers(0, 4), np.inf)
    network.change(network.supply + rng.integers(-2, 3, len(network.supply)), capacity)
    assert_lawful(network)
    assert_cheapest(network)
    network.propose(rng.permutation(len(network)))
    assert_lawful(network)
    assert_cheapest(network)


@given(seed=seeds)
@settings(max_examples=40)
def test_a_solved_network_keeps_the_laws_of_its_tree(seed: int):
    network = drawn(seed).network
    network.solve()
    assert_lawful(network)


@given(seed=seeds)
@settings(max_examples=20)
def test_the_same_network_is_solved_to_the_same_bytes(seed: int):
    one, other = drawn(seed).network, drawn(seed).network
    assert one.solve() == other.solve()
    assert one.edges.flow.tobytes() == other.edges.flow.tobytes()
    assert one.prices.tobytes() == other.prices.tobytes()


def test_a_network_without_nodes_or_supplies_costs_nothing():
    for nodes in (0, 3):
        network = Network(np.zeros(nodes), np.ones(nodes), np.full(nodes, np.nan))
        assert network.solve().objective_eur == 0
        assert_lawful(network)


def test_nodes_that_nothing_joins_use_their_own_edges():
    network = Network(np.array([4.0, -3.0]), np.full(2, 5.0), np.full(2, 7.0))
    proof = network.solve()
    assert proof.objective_eur == 4 * 5 + 3 * 7
    assert proof.holds(0.0, 0.0)


def test_a_degenerate_assignment_with_every_cost_alike_ends():
    size = 60
    supply = np.concatenate([np.ones(size), -np.ones(size)])
    network = Network(supply, np.full(2 * size, 9.0), np.full(2 * size, 9.0))
    tail, head = (axis.ravel() for axis in np.meshgrid(range(size), range(size, 2 * size)))
    network.add(tail, head, np.ones(size**2), np.full(size**2, 1.0))
    assert network.solve().objective_eur == size
    assert_lawful(network)


def test_a_free_circle_that_pays_is_refused():
    network = Network(np.zeros(2), np.full(2, 5.0), np.full(2, 5.0))
    network.add(np.array([0, 1]), np.array([1, 0]), np.array([1.0, -2.0]), np.full(2, np.inf))
    with pytest.raises(InternalError):
        network.solve()


# Faults that were met, each planted: a proof must not hold on them.


def chain() -> Network:
    """Bring 10 t over two edges; the nodes' own edges are all artificial."""
    none = np.full(3, np.nan)
    network = Network(np.array([10.0, 0.0, -10.0]), none, none)
    network.add(np.array([0, 1]), np.array([1, 2]), np.array([3.0, 4.0]), np.full(2, 10.0))
    return network


def proof_of(network: Network, flow: np.ndarray):
    artificial = np.zeros(len(network), dtype=bool)
    artificial[: 2 * len(network.supply)] = network._artificial
    edges = network.edges._replace(flow=flow)
    return certify(edges, network.supply, network.prices, artificial)


def test_a_sound_chain_is_proven():
    assert chain().solve().holds(NOISE_T, SAME)


@pytest.mark.parametrize(
    ("edge", "tonnes", "law"),
    [(6, -4.0, "residual_t"), (6, -14.0, "least_t"), (7, 5.0, "over_t"), (0, 10.0, "artificial_t")],
)
def test_flows_that_break_a_law_are_not_proven_however_cheap(edge: int, tonnes: float, law: str):
    network = chain()
    network.solve()
    flow = network.edges.flow.copy()
    flow[edge] += tonnes
    proof = proof_of(network, flow)
    assert abs(getattr(proof, law)) >= min(4.0, abs(tonnes))
    assert not proof.holds(NOISE_T, 1e9)


def test_a_negative_flow_in_a_merged_tree_is_mended_before_it_counts():
    network = chain()
    network.solve()
    network.edges.flow[6:] = -213_000.0  # as a tree put together from two regions once carried
    network.propose(network.in_tree.copy())
    assert network.solve().holds(NOISE_T, SAME)


def test_cheap_artificial_edges_do_not_buy_flow_unnoticed():
    network = chain()
    network.solve()
    network.edges.cost[:6] = 0.1
    network._improve()
    proof = network.certificate()
    assert proof.artificial_t == 20.0
    assert not proof.holds(NOISE_T, SAME)


def test_artificial_edges_grow_dearer_until_nothing_real_is_left_out():
    nodes = 400
    supply = np.zeros(nodes)
    supply[0], supply[-1] = 1.0, -1.0
    none = np.full(nodes, np.nan)
    network = Network(supply, none, none)
    steps = np.arange(nodes - 1)
    network.add(steps, steps + 1, np.ones(nodes - 1), np.full(nodes - 1, np.inf))
    assert network.solve().objective_eur == nodes - 1


def test_what_cannot_be_met_is_told_as_artificial_tonnes():
    network = chain()
    capacity = network.edges.capacity.copy()
    capacity[7] = 4.0
    network.change(capacity=capacity)
    assert network.solve().artificial_t == 12.0


def test_prices_that_let_an_endless_edge_pay_bound_nothing():
    network = chain()
    network.solve()
    edges = network.edges._replace(capacity=np.full(len(network), np.inf))
    prices = network.prices + np.array([0.0, 0.0, 1.0, 0.0])
    none = np.zeros(len(network), dtype=bool)
    assert certify(edges, network.supply, prices, none).bound_eur == -np.inf
