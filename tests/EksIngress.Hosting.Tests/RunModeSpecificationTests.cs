using EksIngress.Hosting.Specification;
using EksIngress.Model.Environments;
using StandIns.Tests.Aws;

namespace EksIngress.Hosting.Tests;

/// <summary>What an AppHost that runs asks of the emulator: nothing that only exists on AWS.</summary>
public sealed class RunModeSpecificationTests
{
    [Fact]
    public async Task Create_EveryVerbWhileTheAppHostRuns_AsksForWhatAnEmulatedAccountHas()
    {
        using var directory = new TemporaryDirectory();
        var builder = TestApplication.Run(directory.Path);
        var environment = builder.AddRichShop();
        await using var application = builder.Build();

        var spec = await EnvironmentSpecFactory.CreateAsync(
            environment.Resource, application.Services.GetRequiredService<DistributedApplicationModel>(), builder.ExecutionContext, TestContext.Current.CancellationToken);

        Assert.Null(spec.Network.Existing);
        Assert.All(spec.Workloads, workload => Assert.Equal(WorkloadIdentity.Irsa, workload.IamRole!.Identity));
        Assert.All(spec.Workloads, workload => Assert.Null(workload.Autoscaling));
        var https = spec.Ingresses[0].Https!;
        Assert.Empty(https.CertificateArns);
        Assert.Equal("${parameters.host}", https.Requests![0].DomainName);
        Assert.Equal(["*.shop.example", "api.shop.example", "*.eu-central-1.elb.localhost"], https.Requests[0].SubjectAlternativeNames);
        Assert.True(https.Redirect);
        Assert.DoesNotContain(spec.Parameters!, parameter => parameter.Secret);
        Assert.DoesNotContain(spec.Parameters!, parameter => parameter.Name == "certificate-arn");
    }
}
