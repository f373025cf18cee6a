using System.Diagnostics;

namespace StandIns.Tests.Aws;

/// <summary>The SDK's own default chain, in a process with a pod's environment.</summary>
public sealed class CredentialChainTests
{
    [Fact]
    public async Task DefaultChain_WithWebIdentityOnly_AssumesTheRoleAndSignsWithItsSession()
    {
        await using var server = await WireServer.StartAsync(Answer);
        using var directory = new TemporaryDirectory();
        var tokenFile = Path.Combine(directory.Path, "token");
        await File.WriteAllTextAsync(tokenFile, "eyJ.e30.sig", TestContext.Current.CancellationToken);

        var output = await ProbeAsync(new()
        {
            ["AWS_ENDPOINT_URL"] = server.Address.AbsoluteUri,
            ["AWS_ROLE_ARN"] = "arn:aws:iam::000000000000:role/pod",
            ["AWS_WEB_IDENTITY_TOKEN_FILE"] = tokenFile,
        });

        Assert.Equal("shop k8s-shop", output);
        var assume = server.Requests[0];
        Assert.Equal("eyJ.e30.sig", assume.Form["WebIdentityToken"]);
        Assert.False(assume.Headers.ContainsKey("Authorization"));
        Assert.All(server.Requests.Skip(1).Where(request => !request.Form.ContainsKey("WebIdentityToken")), request => Assert.Equal("session", request.Headers["x-amz-security-token"].ToString()));
    }

    [Fact]
    public async Task ServiceEndpointVariables_AreFound()
    {
        await using var eks = await WireServer.StartAsync(Answer);
        await using var elb = await WireServer.StartAsync(Answer);

        var output = await ProbeAsync(new()
        {
            ["AWS_ENDPOINT_URL_EKS"] = eks.Address.AbsoluteUri,
            ["AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2"] = elb.Address.AbsoluteUri,
            ["AWS_ACCESS_KEY_ID"] = "AKID",
            ["AWS_SECRET_ACCESS_KEY"] = "secret",
        });

        Assert.Equal("shop k8s-shop", output);
        Assert.Equal("/clusters", Assert.Single(eks.Requests).Target);
        Assert.Equal("DescribeLoadBalancers", Assert.Single(elb.Requests).Form["Action"]);
    }

    private static CannedResponse Answer(RecordedRequest request, int index) =>
        request.Target.StartsWith("/clusters", StringComparison.Ordinal) ? new CannedResponse(200, """{"clusters":["shop"]}""")
        : request.Form["Action"] == "DescribeLoadBalancers" ? CannedResponse.Xml(
            "<R><DescribeLoadBalancersResult><LoadBalancers><member><LoadBalancerName>k8s-shop</LoadBalancerName></member></LoadBalancers></DescribeLoadBalancersResult></R>")
        : CannedResponse.Xml("""
            <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult>
              <Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>session</SessionToken>
              <Expiration>2099-01-02T03:04:05Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>
            """);

    private static async Task<string> ProbeAsync(Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "StandIns.Probe.dll") },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("AWS", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["AWS_REGION"] = "eu-west-1";
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        start.Environment["AWS_CONFIG_FILE"] = "/dev/null";
        start.Environment["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await error);
        return (await output).Trim();
    }
}
