using Aspire.Hosting;
using Aspire.Hosting.Testing;
using StandIns.Tests.Surface;

namespace StandIns.Upstream.Tests;

/// <summary>
/// The real packages have every type and member that the lists in <c>StandIns.Tests/testassets/surface</c> claim of them. That the stand-ins have
/// these and no others is <c>StandIns.Tests</c>' to say; together they mean that what compiles against a stand-in does so against the package.
/// </summary>
public sealed class UpstreamSurfaceTests
{
    public static TheoryData<Type> Packages => [typeof(DistributedApplication), typeof(DistributedApplicationTestingBuilder)];

    [Theory]
    [MemberData(nameof(Packages))]
    public void Package_HasAllThatIsClaimedOfIt(Type ofTheAssembly)
    {
        var assembly = ofTheAssembly.Assembly;
        var claimed = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, $"{assembly.GetName().Name}.txt"));

        Assert.Empty(claimed.Except(PublicSurface.Of(assembly)));
        Assert.NotEmpty(claimed);
    }
}
