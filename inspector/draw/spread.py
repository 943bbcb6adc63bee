"""How a department's seats are shared out among its people, in millionths: the table of chances.

Whole numbers only, and every division rounds down: the same table comes out on every machine.
"""

from __future__ import annotations

from ..domain.plan import MILLION
from .staffing import Department, Network

ONE = 1 << 20
"""The weight everybody starts with."""

FARTHEST = 4
"""No weight is more than this many times, or less than this fraction of, what it started with.

Even loads are worth less than a crew nobody can foresee: without a bound, somebody who may check little would be
certain to be sent there.
"""

ROUNDS = 12
"""Rounds of balancing; loads then differ from their limit by a few thousandths of a team-day."""


def spread(department: Department) -> Network | None:
    """Share out every seat of the department; None if its people do not suffice.

    Every post is shared in proportion to weights. In each round the weight of a person whose load is above the even
    one goes down, and of one below it up, and a person who would be out more than once a day is held back that day.
    What rounding and limits leave over is then filled up exactly.
    """
    network = Network(department, MILLION)
    if any(len(post.people) < len(post.seats) for post in department.posts):
        return None
    shares = _balanced_shares(department, network.limits)
    _give_within_limits(network, shares)
    _level_up(network)
    if network.fill(keep=1) or network.fill():
        return network
    return None


def _balanced_shares(department: Department, limits: list[int | None]) -> list[list[int]]:
    """What each person would take of each post after the rounds of balancing; limits are kept nearly only."""
    people = len(department.people)
    weights = [ONE] * people
    held_back = [[ONE] * people for _ in department.days]
    total = sum(len(post.seats) for post in department.posts) * MILLION
    shares: list[list[int]] = []
    for _ in range(ROUNDS):
        shares = []
        on_day = [[0] * people for _ in department.days]
        for post in department.posts:
            factors = held_back[post.day]
            share = _share(len(post.seats), [weights[person] * factors[person] for person in post.people])
            day = on_day[post.day]
            for person, part in zip(post.people, share, strict=True):
                day[person] += part
            shares.append(share)
        load = [0] * people
        for day, factors in zip(on_day, held_back, strict=True):
            for person, sum_of_day in enumerate(day):
                load[person] += min(sum_of_day, MILLION)
                if sum_of_day > MILLION or (factors[person] < ONE and sum_of_day):
                    factors[person] = max(1, min(ONE, factors[person] * MILLION // sum_of_day))
        for person, aim in enumerate(_even_loads(total, load, weights, limits)):
            if load[person]:
                weight = weights[person] * aim // load[person]
                weights[person] = min(max(weight, ONE // FARTHEST), ONE * FARTHEST)
    return shares


def _share(seats: int, weights: list[int]) -> list[int]:
    """A post shared in proportion to weights, nobody more than one seat; rounded down."""
    rest, whole = sum(weights), seats * MILLION
    if max(weights) * whole <= rest * MILLION:
        return [weight * whole // rest for weight in weights]
    share = [0] * len(weights)
    waiting = sorted(range(len(weights)), key=lambda place: (-weights[place], place))
    for done, place in enumerate(waiting):
        if weights[place] * whole <= rest * MILLION:
            for other in waiting[done:]:
                share[other] = weights[other] * whole // rest
            break
        share[place] = MILLION
        whole -= MILLION
        rest -= weights[place]
    return share


def _even_loads(total: int, load: list[int], weights: list[int], limits: list[int | None]) -> list[int]:
    """What loads are aimed at: one level for all, or the load limit if that is lower.

    People whose weight can go no further keep the load they have.
    """
    aims = list(load)
    free = []
    for person, weight in enumerate(weights):
        if load[person] and ONE // FARTHEST < weight < ONE * FARTHEST:
            free.append(person)
        else:
            total -= load[person]
    free.sort(key=lambda person: (limits[person] is None, limits[person], person))
    for done, person in enumerate(free):
        level = total // (len(free) - done)
        limit = limits[person]
        aims[person] = max(0, level if limit is None else min(level, limit))
        total -= aims[person]
    return aims


def _give_within_limits(network: Network, shares: list[list[int]]) -> None:
    """Give the shares, cut down in proportion where they exceed a day or a load limit."""
    on_day = [[0] * len(network.load) for _ in network.on_day]
    for post, share in zip(network.posts, shares, strict=True):
        for person, part in zip(post.people, share, strict=True):
            on_day[post.day][person] += part
    load = [0] * len(network.load)
    for day in on_day:
        for person, sum_of_day in enumerate(day):
            load[person] += min(sum_of_day, MILLION)
    for number, (post, share) in enumerate(zip(network.posts, shares, strict=True)):
        for place, (person, part) in enumerate(zip(post.people, share, strict=True)):
            sum_of_day, limit = on_day[post.day][person], network.limits[person]
            if sum_of_day > MILLION:
                part = part * MILLION // sum_of_day
            if limit is not None and load[person] > limit:
                part = part * limit // load[person]
            network.give(number, place, part)


def _level_up(network: Network) -> None:
    """Share what posts still lack evenly among their people who have room."""
    for number, post in enumerate(network.posts):
        rooms = [network.room(post.day, person) for person in post.people]
        with_room = sum(room > 0 for room in rooms)
        part = network.lacking[number] // with_room if with_room else 0
        if part:
            for place, room in enumerate(rooms):
                network.give(number, place, min(part, room))
