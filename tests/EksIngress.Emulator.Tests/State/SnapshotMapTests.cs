using EksIngress.Emulator.State;

namespace EksIngress.Emulator.Tests.State;

public sealed class SnapshotMapTests
{
    private const int Entries = 100_000;

    // 1.44 log2 of a hundred thousand: the longest way down an AVL tree.
    private const int Height = 24;

    private static readonly SnapshotMap<string> s_many = SnapshotMap<string>.Empty(StringComparer.Ordinal)
        .AddRange(Enumerable.Range(0, Entries).Select(number => KeyValuePair.Create($"{number:d6}", "")));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Changes_AtRandom_LeaveWhatASortedDictionaryHas(bool ignoreCase)
    {
        var comparer = ignoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var map = SnapshotMap<string>.Empty(comparer);
            var expected = new SortedDictionary<string, string>(comparer);
            for (var step = 0; step < 200; step++)
            {
                map = Change(map, expected, random);

                Assert.Equal(expected.Count, map.Count);
                Assert.Equal(expected, map);
            }

            Assert.All(expected, entry => Assert.Equal(entry.Value, map[entry.Key]));
            Assert.All(expected.Keys, key => Assert.True(map.ContainsKey(key)));
            Assert.False(map.TryGetValue("none", out _));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ChangesSince_OfAnyTwoMaps_LeadFromOneToTheOther(bool ignoreCase)
    {
        var comparer = ignoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            // Related or strangers, and by any number of changes apart.
            var earlier = Changed(SnapshotMap<string>.Empty(comparer), random, random.Next(100));
            var later = Changed(random.Next(4) == 0 ? SnapshotMap<string>.Empty(comparer) : earlier, random, random.Next(20));
            var rows = earlier.ToDictionary(StringComparer.Ordinal);

            var changes = later.ChangesSince(earlier).ToList();

            foreach (var change in changes)
            {
                // No change is told that is none.
                Assert.True(change.IsEnd ? rows.Remove(change.Key) : !(rows.TryGetValue(change.Key, out var value) && value == change.Value));
                if (!change.IsEnd)
                {
                    rows[change.Key] = change.Value!;
                }
            }

            Assert.Equal(later.ToDictionary(StringComparer.Ordinal), rows);
        }
    }

    [Fact]
    public void Changes_OfOneEntryAmongMany_AreFoundWithoutLookingAtTheRest()
    {
        var looked = new int[1];
        var counting = Comparer<string>.Create((left, right) =>
        {
            looked[0]++;
            return string.CompareOrdinal(left, right);
        });
        var map = SnapshotMap<Counted>.Empty(counting).AddRange(s_many.Select(entry => KeyValuePair.Create(entry.Key, new Counted(entry.Value, looked))));
        var changed = new Counted("changed", looked);
        SnapshotMap<Counted>[] others = [map.Add("000500+", changed), map.SetItem("099999", changed), map.Remove("050000"), map.Remove("000000").Add("100000", changed)];

        foreach (var other in others)
        {
            looked[0] = 0;

            Assert.InRange(other.ChangesSince(map).Count, 1, 2);
            // Entries that a turn of the tree moved are compared too.
            Assert.InRange(looked[0], 1, 6 * Height);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Find_KeysAddedInOrder_IsNoLongerWayThanInAnyOther(int direction)
    {
        var looked = 0;
        var counting = Comparer<string>.Create((left, right) =>
        {
            looked++;
            return direction * string.CompareOrdinal(left, right);
        });
        var map = SnapshotMap<string>.Empty(counting).AddRange(s_many);
        foreach (var key in s_many.Keys)
        {
            looked = 0;
            Assert.True(map.ContainsKey(key));
            Assert.InRange(looked, 1, Height);
        }
    }

    [Fact]
    public void WhatIsNoChange_IsTheVerySameMap()
    {
        var map = SnapshotMap<object>.Empty(StringComparer.OrdinalIgnoreCase).Add("a", this);

        Assert.Same(map, map.SetItem("a", this));
        Assert.NotSame(map, map.SetItem("A", this));
        Assert.NotSame(map, map.SetItem("a", new object()));
        Assert.Same(map, map.Remove("b"));
        Assert.Same(map, map.AddRange([]));
        Assert.Empty(map.Clear());
    }

    [Fact]
    public void Add_KeyThatIsThere_IsRefused()
    {
        var map = SnapshotMap<string>.Empty(StringComparer.OrdinalIgnoreCase).Add("a", "1");

        Assert.Contains("'A'", Assert.Throws<ArgumentException>(() => map.Add("A", "1")).Message, StringComparison.Ordinal);
        Assert.Contains("'b'", Assert.Throws<KeyNotFoundException>(() => map["b"]).Message, StringComparison.Ordinal);
    }

    private static SnapshotMap<string> Changed(SnapshotMap<string> map, Random random, int changes)
    {
        var expected = new SortedDictionary<string, string>(map.ToDictionary(), (StringComparer)map.KeyComparer);
        for (var change = 0; change < changes; change++)
        {
            map = Change(map, expected, random);
        }

        return map;
    }

    private static SnapshotMap<string> Change(SnapshotMap<string> map, SortedDictionary<string, string> expected, Random random)
    {
        // Few keys, in both cases: that they meet is what matters.
        var number = random.Next(60);
        var key = number < 30 ? $"k{number}" : $"K{number - 30}";
        if (random.Next(3) == 0)
        {
            expected.Remove(key);
            return map.Remove(key);
        }

        // A dictionary keeps the key that it had; a map takes the new one.
        var value = $"{random.Next(3)}";
        expected.Remove(key);
        expected.Add(key, value);
        return map.SetItem(key, value);
    }

    /// <summary>A value that counts how often it is compared.</summary>
    private readonly struct Counted(string text, int[] looked) : IEquatable<Counted>
    {
        private readonly string _text = text;

        public bool Equals(Counted other)
        {
            looked[0]++;
            return _text == other._text;
        }

        public override bool Equals(object? obj) => obj is Counted other && Equals(other);

        public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);
    }
}
