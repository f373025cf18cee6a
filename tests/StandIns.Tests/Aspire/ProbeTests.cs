using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace StandIns.Tests.Aspire;

public sealed class ProbeTests
{
    [Fact]
    public void WithHttpProbe_Defaults_AreThoseOfThePackage()
    {
        var resource = Builder().AddExecutable("web", "web", ".").WithHttpEndpoint(name: "http").WithHttpProbe(ProbeType.Liveness, "/live").Resource;

        var probe = Assert.IsType<EndpointProbeAnnotation>(Assert.Single(resource.Annotations.OfType<ProbeAnnotation>()));
        Assert.Equal(
            (ProbeType.Liveness, "/live", "http", 5, 5, 1, 3, 1),
            (probe.Type, probe.Path, probe.EndpointReference.EndpointName, probe.InitialDelaySeconds, probe.PeriodSeconds, probe.TimeoutSeconds, probe.FailureThreshold, probe.SuccessThreshold));
        Assert.Equal("web_http_/live_200_check", Assert.Single(resource.Annotations.OfType<HealthCheckAnnotation>()).Key);
    }

    [Fact]
    public void WithHttpProbe_SameTypeAgain_TakesThePlaceOfTheFirst()
    {
        var resource = Builder().AddExecutable("web", "web", ".").WithHttpEndpoint(name: "http").WithHttpProbe(ProbeType.Liveness, "/one").WithHttpProbe(ProbeType.Liveness, "/two").Resource;

        Assert.Equal("/two", Assert.Single(resource.Annotations.OfType<EndpointProbeAnnotation>()).Path);
    }

    private static IDistributedApplicationBuilder Builder() =>
        DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true });
}
