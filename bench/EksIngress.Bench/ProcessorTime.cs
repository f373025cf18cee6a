using System.Globalization;

namespace EksIngress.Bench;

/// <summary>Processor time of a process and those that it started, from <c>/proc</c>.</summary>
internal static class ProcessorTime
{
    // sysconf(_SC_CLK_TCK) on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    /// <summary>User and system seconds since the process began.</summary>
    public static double Seconds(int processId)
    {
        var total = 0.0;
        foreach (var id in Tree(processId))
        {
            // pid (name) state ppid … utime stime …: the name may have spaces and brackets.
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            total += double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture);
        }

        return total / TicksPerSecond;
    }

    private static IEnumerable<int> Tree(int processId)
    {
        yield return processId;
        foreach (var task in Directory.GetDirectories($"/proc/{processId}/task"))
        {
            foreach (var child in File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                foreach (var id in Tree(int.Parse(child, CultureInfo.InvariantCulture)))
                {
                    yield return id;
                }
            }
        }
    }
}
