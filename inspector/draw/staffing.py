"""Posts and the people who can fill them: an integer flow seat -> inspector-day -> inspector, department by department.

Seats of one day that are open to the same people are one post: whatever holds for one holds for the other.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from ..domain.county import Inspector
from ..domain.plan import TeamDay
from .candidates import Candidates


@dataclass
class Post:
    """Seats of a department on one day that are open to the same people.

    `day` is a place in the department's days, `people` are places among its inspectors, ascending; `seats` are pairs
    of a team-day's name and a seat number, in order.
    """

    day: int
    people: tuple[int, ...]
    seats: list[tuple[str, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Department:
    """A department's people, the days on which it has team-days, its seats in order and its posts in order of time."""

    code: str
    people: tuple[Inspector, ...]
    days: tuple[date, ...]
    seats: tuple[tuple[str, int], ...]
    posts: tuple[Post, ...]


def team_order(team: TeamDay) -> tuple[str, date, str, int]:
    """The order of team-days in a table: department, date, town, number."""
    return team.department, team.date, team.town, team.number


def departments(candidates: Candidates, teams: Iterable[TeamDay]) -> list[Department]:
    """The posts of all team-days, by department code."""
    by_department: dict[str, list[TeamDay]] = {}
    for team in sorted(teams, key=team_order):
        by_department.setdefault(team.department, []).append(team)
    found = []
    for code, own in by_department.items():
        days = tuple(dict.fromkeys(team.date for team in own))
        place = {day: number for number, day in enumerate(days)}
        people = candidates.people(code)
        posts: dict[tuple[int, int], Post] = {}
        seats: list[tuple[str, int]] = []
        for team in own:
            name = team.name
            for seat in team.seats:
                key = place[team.date], candidates.seat_mask(team, seat)
                if key not in posts:
                    posts[key] = Post(key[0], tuple(bit for bit in range(len(people)) if key[1] >> bit & 1))
                posts[key].seats.append((name, seat.number))
                seats.append((name, seat.number))
        found.append(Department(code, people, days, tuple(seats), tuple(posts.values())))
    return found


class Network:
    """A flow of whole `unit`s' parts through one department.

    `unit` is what one seat needs, and the most that an inspector gives on one day; a load limit is that many units.
    """

    def __init__(self, department: Department, unit: int) -> None:
        self.unit = unit
        self.posts = department.posts
        self.given: list[list[int]] = [[0] * len(post.people) for post in self.posts]
        """By post and place in its people: how much of it they take."""
        self.lacking = [len(post.seats) * unit for post in self.posts]
        self.on_day = [[0] * len(department.people) for _ in department.days]
        self.load = [0] * len(department.people)
        self.limits = [None if one.load_limit is None else one.load_limit * unit for one in department.people]
        self._place = [{person: place for place, person in enumerate(post.people)} for post in self.posts]
        self._posts_on: list[list[int]] = [[] for _ in department.days]
        for number, post in enumerate(self.posts):
            self._posts_on[post.day].append(number)

    def room(self, day: int, person: int) -> int:
        """How much more the person can give on the day."""
        room = self.unit - self.on_day[day][person]
        limit = self.limits[person]
        return room if limit is None else min(room, limit - self.load[person])

    def give(self, post: int, place: int, amount: int) -> None:
        """Let the person at `place` of a post take `amount` more of it; nothing is checked."""
        there = self.posts[post]
        person = there.people[place]
        self.given[post][place] += amount
        self.lacking[post] -= amount
        self.on_day[there.day][person] += amount
        self.load[person] += amount

    def fill(self, keep: int = 0) -> bool:
        """Give every post what it lacks, moving people between posts where need be; whether that succeeded.

        Nobody who has `keep` or more of a post is left with less than `keep` of it. If it fails, as much as possible
        has been given.
        """
        for number in range(len(self.posts)):
            while self.lacking[number] > 0 and self._augment(number, keep):
                pass
        return not any(self.lacking)

    def _augment(self, start: int, keep: int) -> bool:
        """Bring `start` closer to what it needs along one shortest chain of replacements, if there is one."""
        came: dict[int, tuple[int, int]] = {start: (-1, -1)}
        """By post: from which post it was reached, and the person whom that one takes from it."""
        queue = deque([start])
        swapped: set[tuple[int, int]] = set()
        moved: set[int] = set()
        while queue:
            number = queue.popleft()
            post = self.posts[number]
            for person in post.people:
                if self.room(post.day, person) > 0:
                    self._apply(came, number, person, keep)
                    return True
                others: list[int] = []
                if (post.day, person) not in swapped:
                    swapped.add((post.day, person))
                    others += self._posts_on[post.day]
                if person not in moved and self.on_day[post.day][person] < self.unit:
                    # free that day, but at the load limit: another day can be given up for this one
                    moved.add(person)
                    others += range(len(self.posts))
                for other in others:
                    if other not in came and self._can_give_up(other, person, keep) > 0:
                        came[other] = number, person
                        queue.append(other)
        return False

    def _can_give_up(self, post: int, person: int, keep: int) -> int:
        place = self._place[post].get(person)
        return 0 if place is None else self.given[post][place] - keep

    def _apply(self, came: dict[int, tuple[int, int]], last: int, person: int, keep: int) -> None:
        """Move as much as the whole chain allows: `last` takes `person`, each post before it whom the next gives up."""
        steps: list[tuple[int, int, int]] = []
        amount = self.room(self.posts[last].day, person)
        number, taken = last, person
        while came[number][0] >= 0:
            before, given_up = came[number]
            steps.append((number, taken, given_up))
            amount = min(amount, self._can_give_up(number, given_up, keep))
            if self.posts[before].day != self.posts[number].day:
                amount = min(amount, self.unit - self.on_day[self.posts[before].day][given_up])
            number, taken = before, given_up
        amount = min(amount, self.lacking[number])
        for post, takes, gives_up in steps:
            self.give(post, self._place[post][gives_up], -amount)
            self.give(post, self._place[post][takes], amount)
        self.give(number, self._place[number][taken], amount)

    def tight_part(self) -> tuple[set[int], set[int]]:
        """After a failed `fill`: the posts that compete for too few people, and these people.

        A minimum cut: nobody among these people can be freed by anybody outside.
        """
        posts = {number for number, lacking in enumerate(self.lacking) if lacking}
        queue = deque(sorted(posts))
        people: set[int] = set()
        moved: set[int] = set()
        while queue:
            post = self.posts[queue.popleft()]
            for person in post.people:
                people.add(person)
                others: Sequence[int] = self._posts_on[post.day]
                if person not in moved and self.on_day[post.day][person] < self.unit:
                    moved.add(person)
                    others = range(len(self.posts))
                for other in others:
                    if other not in posts and self._can_give_up(other, person, 0) > 0:
                        posts.add(other)
                        queue.append(other)
        return posts, people
