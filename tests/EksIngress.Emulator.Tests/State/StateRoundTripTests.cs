using System.Reflection;
using EksIngress.Emulator.State;

namespace EksIngress.Emulator.Tests.State;

public sealed class StateRoundTripTests
{
    private const int Samples = 60;

    public static TheoryData<string> Types => [.. StateTypes.All.Select(type => type.FullName!)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Restore_RowsOfAnyState_IsTheStateItWas(string name)
    {
        var check = typeof(StateRoundTripTests).GetMethod(nameof(Check), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(StateTypes.Emulator.GetType(name, throwOnError: true)!);

        for (var seed = 0; seed < Samples; seed++)
        {
            var differences = (IReadOnlyList<string>)check.Invoke(null, [seed])!;

            Assert.True(differences.Count == 0, $"seed {seed}: {string.Join("; ", differences.Take(5))}");
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Changes_BetweenAnyTwoStates_LeadFromOneToTheOther(string name)
    {
        var check = typeof(StateRoundTripTests).GetMethod(nameof(CheckChange), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(StateTypes.Emulator.GetType(name, throwOnError: true)!);

        for (var seed = 0; seed < Samples; seed++)
        {
            var differences = (IReadOnlyList<string>)check.Invoke(null, [seed])!;

            Assert.True(differences.Count == 0, $"seed {seed}: {string.Join("; ", differences.Take(5))}");
        }
    }

    private static IReadOnlyList<string> Check<T>(int seed)
        where T : class
    {
        var state = new StateSamples(seed).Create<T>();

        return StateComparison.Differences(state, Restore(state, Apply([], StateLayout<T>.Changes("x", null, state))));
    }

    private static IReadOnlyList<string> CheckChange<T>(int seed)
        where T : class
    {
        var (before, next) = (new StateSamples(seed).Create<T>(), new StateSamples(seed + Samples).Create<T>());
        var rows = Apply([], StateLayout<T>.Changes("x", null, before));

        return StateComparison.Differences(next, Restore(next, Apply(rows, StateLayout<T>.Changes("x", before, next))));
    }

    // An initial state is any that has the maps' comparers.
    private static T Restore<T>(T comparers, Dictionary<string, byte[]> rows)
        where T : class =>
        StateLayout<T>.Restore("x", comparers, rows);

    private static Dictionary<string, byte[]> Apply(Dictionary<string, byte[]> rows, IEnumerable<StateChange> changes)
    {
        foreach (var change in changes)
        {
            var name = change.Name["x/".Length..];
            if (change.Write is { } write)
            {
                rows[name] = write();
            }
            else
            {
                rows.Remove(name);
            }
        }

        return rows;
    }
}
