using EksIngress.Emulator.Aws;
using EksIngress.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace EksIngress.Emulator.Tests.Aws;

/// <summary>What docs/coverage.md says to be there, tests have seen: an operation that no test calls fails this one.</summary>
public sealed class CalledOperationsTests
{
    /// <summary>Operations that no SDK here and no CLI knows, with the test that has them called.</summary>
    private static readonly Dictionary<string, string> s_otherwise = new(StringComparer.Ordinal)
    {
        // By the agent, for the SDK in a pod.
        ["eks-auth:AssumeRoleForPodIdentity"] = nameof(Eks.PodIdentityTests.Pod_OfAnAssociatedServiceAccount_HasTheRoleInItsSdk),
    };

    [Fact]
    public async Task Operations_OfTheCoverage_AreEachCalledByATest()
    {
        await using var emulator = await RunningEmulator.StartAsync(null, TestContext.Current.CancellationToken);
        var called = CalledOperations.In(typeof(CalledOperationsTests).Assembly);

        var uncalled = emulator.Services.GetServices<IAwsService>()
            .SelectMany(service => service.Operations.Select(operation => (service.SigningName, operation.Name)))
            .Where(operation => !called.Contains(CalledOperations.Key(operation.SigningName, operation.Name)))
            .Select(operation => $"{operation.SigningName}:{operation.Name}")
            .Where(operation => AwsCoverage.Differences.GetValueOrDefault(operation)?.Word != "absent" && !s_otherwise.ContainsKey(operation))
            .ToList();

        Assert.True(uncalled.Count == 0, $"No test calls, by an SDK or the aws CLI: {string.Join(", ", uncalled.Order(StringComparer.Ordinal))}");
    }

    [Theory]
    [InlineData("iam create-open-id-connect-provider --url x", "iam:createopenidconnectprovider")]
    [InlineData("elbv2 create-load-balancer --name ", "elasticloadbalancing:createloadbalancer")]
    [InlineData("aws ec2 describe-vpcs", "ec2:describevpcs")]
    public void Commands_OfTheCli_AreRead(string text, string operation) => Assert.Equal([operation], CalledOperations.Commands(text));

    [Theory]
    [InlineData("arn:aws:iam::000000000000:role/x of iam")]
    [InlineData("my-ec2 describe-vpcs")]
    [InlineData("ec2:DescribeVpcs")]
    public void Commands_OfOtherTexts_AreNone(string text) => Assert.Empty(CalledOperations.Commands(text));
}
