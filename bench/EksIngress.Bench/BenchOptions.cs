using System.Globalization;

namespace EksIngress.Bench;

/// <summary>What to measure and for how long.</summary>
/// <param name="Connections">Connections of the load, each with one request at a time.</param>
/// <param name="Rules">Numbers of rules; requests match the last one.</param>
/// <param name="Seconds">Of each measurement.</param>
/// <param name="Rounds">How often every measurement is made; medians are told.</param>
/// <param name="SwapSeconds">Of load while rules are swapped.</param>
/// <param name="Operations">Calls of the account that are measured; empty for all.</param>
internal sealed record BenchOptions(IReadOnlyList<int> Connections, IReadOnlyList<int> Rules, int Seconds, int Rounds, int SwapSeconds, IReadOnlyList<string> Operations)
{
    public const string Usage = """
        usage: EksIngress.Bench [--connections 1,16,64] [--rules 10,100,1000] [--seconds 3] [--rounds 3] [--swap-seconds 5] [--quick]
          --quick  one round of one second
               EksIngress.Bench swap [--connections 64] [--rules 1000] [--swap-seconds 5]
          only what changing all rules under load costs
               EksIngress.Bench account [--connections 1,8] [--seconds 3] [--rounds 3] [--quick]
                                 [--operations DescribeCluster,CreateRole,AssumeRoleWithWebIdentity,AssumeRoleWithNewWebIdentity]
          calls of the emulated account, its state in memory and in a file, beside a bare Kestrel that answers the same
               EksIngress.Bench matching
          what choosing a rule costs, without connections
        """;

    private const int Max = 10_000;

    public static BenchOptions Default { get; } = new([1, 16, 64], [10, 100, 1000], Seconds: 3, Rounds: 3, SwapSeconds: 5, Operations: []);

    /// <param name="args">From the command line.</param>
    /// <param name="options">What holds where they say nothing.</param>
    /// <returns>Null when an argument is not known or has a bad value.</returns>
    public static BenchOptions? Parse(IReadOnlyList<string> args, BenchOptions options)
    {
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] == "--quick")
            {
                options = options with { Seconds = 1, Rounds = 1, SwapSeconds = 2 };
                continue;
            }

            if (args[i] == "--operations" && i + 1 < args.Count)
            {
                options = options with { Operations = args[++i].Split(',') };
                continue;
            }

            var values = i + 1 < args.Count ? Numbers(args[i + 1]) : [];
            var changed = (args[i++], values) switch
            {
                ("--connections", { Count: > 0 }) => options with { Connections = values },
                ("--rules", { Count: > 0 }) => options with { Rules = values },
                ("--seconds", [var seconds]) => options with { Seconds = seconds },
                ("--rounds", [var rounds]) => options with { Rounds = rounds },
                ("--swap-seconds", [var seconds]) => options with { SwapSeconds = seconds },
                _ => null,
            };
            if (changed is null)
            {
                return null;
            }

            options = changed;
        }

        return options;
    }

    private static List<int> Numbers(string text)
    {
        var numbers = new List<int>();
        foreach (var part in text.Split(','))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > Max)
            {
                return [];
            }

            numbers.Add(number);
        }

        return numbers;
    }
}
