using EksIngress.Bench;

namespace EksIngress.Emulator.Tests.LoadBalancer;

/// <summary>What the benchmark reads and is told.</summary>
public sealed class BenchTests
{
    private const string Clean = """
        Running 1s test @ http://127.0.0.1:8080/
          2 threads and 64 connections
          Thread Stats   Avg      Stdev     Max   +/- Stdev
            Latency     2.01ms    1.11ms  20.19ms   85.12%
            Req/Sec    13.21k     1.35k   16.42k    70.00%
          Latency Distribution
             50%    1.85ms
             75%    2.31ms
             90%    2.96ms
             99%  980.00us
          26300 requests in 1.00s, 4.92MB read
        Requests/sec:  26214.32
        Transfer/sec:      4.90MB
        """;

    [Fact]
    public void Parse_CleanRun_HasItsNumbersAndNoErrors()
    {
        var load = Load.Parse(Clean);

        Assert.Equal((26300, 26214.32), (load.Requests, load.RequestsPerSecond));
        Assert.Equal((TimeSpan.FromMilliseconds(1.85), TimeSpan.FromMicroseconds(980)), (load.P50, load.P99));
        Assert.Equal((0, 0), (load.SocketErrors, load.BadResponses));
    }

    [Fact]
    public void Parse_RunWithErrors_CountsThemAll()
    {
        var load = Load.Parse(Clean + "\n  Socket errors: connect 1, read 20, write 300, timeout 4000\n  Non-2xx or 3xx responses: 7\n");

        Assert.Equal((4321, 7), (load.SocketErrors, load.BadResponses));
    }

    [Fact]
    public void Parse_SomethingElse_SaysWhatItWas() =>
        Assert.Contains("unable to connect", Assert.Throws<BenchException>(() => Load.Parse("unable to connect")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("--seconds")]
    [InlineData("--seconds", "0")]
    [InlineData("--seconds", "1,2")]
    [InlineData("--rules", "10,x")]
    [InlineData("--threads", "2")]
    public void Options_UnknownOrBad_AreRefused(params string[] args) => Assert.Null(BenchOptions.Parse(args, BenchOptions.Default));

    [Fact]
    public void Swap_Written_IsReadAsItWas()
    {
        var swap = new Swap(Wall: 6.25, Processor: 2, Waiting: 3.5, Pause: 1.75, Generation: 1, Promoted: 2_000_000, Allocated: 410_000);

        Assert.Equal(swap, Swap.Parse(swap.ToString()));
        Assert.Equal(1, swap.Own);
        Assert.Throws<BenchException>(() => Swap.Parse("1.25"));
    }

    [Fact]
    public void Usage_OfThisThread_CountsWhatItDoes()
    {
        var start = ThreadUsage.Read();
        var made = new byte[10_000];
        while ((ThreadUsage.Read() - start).Processor < TimeSpan.FromMilliseconds(1))
        {
            made[0]++;
        }

        var used = ThreadUsage.Read() - start;
        Assert.True(used.Allocated >= made.Length);
        Assert.True(used.Waiting >= TimeSpan.Zero && used.Pause >= TimeSpan.Zero);
    }

    [Fact]
    public void Options_Given_AreTaken()
    {
        var options = BenchOptions.Parse(["--quick", "--connections", "64", "--rules", "10,1000", "--rounds", "5", "--operations", "CreateRole,DescribeCluster"], BenchOptions.Default)!;

        Assert.Equal([64], options.Connections);
        Assert.Equal([10, 1000], options.Rules);
        Assert.Equal(["CreateRole", "DescribeCluster"], options.Operations);
        Assert.Equal((1, 5), (options.Seconds, options.Rounds));
    }
}
