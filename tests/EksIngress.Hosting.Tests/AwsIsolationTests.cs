using System.Diagnostics;
using StandIns.Tests.Aws;

namespace EksIngress.Hosting.Tests;

/// <summary>
/// A machine on which everything points to a real account, and a process as the AppHost would start it there: what it
/// inherits, and over it the variables that the application model gives it. "Outside" is where AWS would be.
/// </summary>
public sealed class AwsIsolationTests
{
    private const string RealKey = "AKIAREALREALREALREAL";
    private const string RealSecret = "real-secret";

    [Theory]
    [InlineData("shop-provisioner")]
    [InlineData("service-a")]
    [InlineData("service-b")]
    public async Task Process_OnAMachineWithRealCredentials_ReachesTheEmulatorOnly(string resource)
    {
        await using var outside = await WireServer.StartAsync(Answer);
        await using var emulator = await WireServer.StartAsync(Answer);
        using var directory = new TemporaryDirectory();
        var machine = await MachineAsync(outside, directory.Path);
        await using var shop = await StartedShop.CreateAsync(Path.Combine(directory.Path, "eks"), emulator.Address, machine);
        var variables = await shop.VariablesAsync(resource);
        if (variables["AWS_WEB_IDENTITY_TOKEN_FILE"] is { Length: > 0 } tokenFile)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(tokenFile)!);
            await File.WriteAllTextAsync(tokenFile, "eyJ.e30.sig", TestContext.Current.CancellationToken);
        }

        var (exitCode, output) = await ProbeAsync(machine, variables);

        Assert.Empty(outside.Requests);
        Assert.All(emulator.Requests, request =>
        {
            var sent = string.Join('\n', request.Headers.Select(header => $"{header.Key}: {header.Value}")) + request.Target + request.Body;
            Assert.DoesNotContain("REAL", sent, StringComparison.OrdinalIgnoreCase);
        });
        if (resource == "service-b")
        {
            // A pod without a role has no credentials, on this machine as on EKS.
            Assert.NotEqual(0, exitCode);
            Assert.Empty(emulator.Requests);
        }
        else
        {
            Assert.True(exitCode == 0, output);
            Assert.Equal("shop k8s-shop", output.Trim());
        }
    }

    [Fact]
    public async Task Machine_WithoutTheIsolation_ReachesOutside()
    {
        await using var outside = await WireServer.StartAsync(Answer);
        using var directory = new TemporaryDirectory();

        var (exitCode, output) = await ProbeAsync(await MachineAsync(outside, directory.Path), []);

        // The test above would prove nothing if its machine led nowhere.
        Assert.True(exitCode == 0, output);
        Assert.Contains(outside.Requests, request => request.Headers["Authorization"].ToString().Contains(RealKey, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Variables_OfEveryProcess_HaveNoWayToARealAccount()
    {
        using var directory = new TemporaryDirectory();
        var machine = new Dictionary<string, string>
        {
            ["AWS_ENDPOINT_URL_S3"] = "https://s3.example",
            ["AWS_BEARER_TOKEN_BEDROCK"] = "real-token",
            ["AWS__ServiceURL"] = "https://example",
            ["AWS__SessionRoleArn"] = "arn:aws:iam::123456789012:role/real",
        };
        await using var shop = await StartedShop.CreateAsync(directory.Path, environment: machine);

        foreach (var resource in new[] { "service-a", "service-b", "shop-emulator", "shop-provisioner" })
        {
            var variables = await shop.VariablesAsync(resource);

            Assert.Equal(shop.EndpointUrl, variables["AWS_ENDPOINT_URL"]);
            Assert.Equal(shop.EndpointUrl, variables["AWS_ENDPOINT_URL_S3"]);
            Assert.Equal("eu-west-1", variables["AWS_REGION"]);
            Assert.Equal("true", variables["AWS_EC2_METADATA_DISABLED"]);
            Assert.All(
                ["AWS_PROFILE", "AWS__Profile", "AWS__ServiceURL", "AWS__SessionRoleArn", "AWS_BEARER_TOKEN_BEDROCK", "AWS_SESSION_TOKEN"],
                name => Assert.Equal("", variables[name]));
            Assert.Empty(await File.ReadAllBytesAsync(variables["AWS_CONFIG_FILE"], TestContext.Current.CancellationToken));
            Assert.Equal(variables["AWS_CONFIG_FILE"], variables["AWS_SHARED_CREDENTIALS_FILE"]);
        }
    }

    private static async Task<Dictionary<string, string>> MachineAsync(WireServer outside, string directory)
    {
        var (config, credentials) = (Path.Combine(directory, "config"), Path.Combine(directory, "credentials"));
        await File.WriteAllTextAsync(
            config, $"[default]\nregion = us-east-1\nendpoint_url = {outside.Address}\n[profile production]\nregion = us-east-1\nendpoint_url = {outside.Address}\n",
            TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            credentials,
            $"[default]\naws_access_key_id = {RealKey}\naws_secret_access_key = {RealSecret}\n[production]\naws_access_key_id = {RealKey}\naws_secret_access_key = {RealSecret}\n",
            TestContext.Current.CancellationToken);
        return new Dictionary<string, string>
        {
            ["AWS_ACCESS_KEY_ID"] = RealKey,
            ["AWS_SECRET_ACCESS_KEY"] = RealSecret,
            ["AWS_SESSION_TOKEN"] = "real-session",
            ["AWS_PROFILE"] = "production",
            ["AWS__Profile"] = "production",
            ["AWS__ProfilesLocation"] = credentials,
            ["AWS_CONFIG_FILE"] = config,
            ["AWS_SHARED_CREDENTIALS_FILE"] = credentials,
            ["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = new Uri(outside.Address, "credentials").AbsoluteUri,
            ["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "real-authorization",
            ["AWS_ENDPOINT_URL"] = outside.Address.AbsoluteUri,
            ["AWS_ENDPOINT_URL_EKS"] = outside.Address.AbsoluteUri,
            ["AWS_ENDPOINT_URL_STS"] = outside.Address.AbsoluteUri,
            ["AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2"] = outside.Address.AbsoluteUri,
            ["AWS__ServiceURL"] = outside.Address.AbsoluteUri,
            ["AWS_REGION"] = "us-east-1",
            ["AWS_ROLE_SESSION_NAME"] = "real-session-name",
        };
    }

    private static CannedResponse Answer(RecordedRequest request, int index) =>
        request.Target.StartsWith("/clusters", StringComparison.Ordinal) ? new CannedResponse(200, """{"clusters":["shop"]}""")
        : request.Form.GetValueOrDefault("Action") == "DescribeLoadBalancers" ? CannedResponse.Xml(
            "<R><DescribeLoadBalancersResult><LoadBalancers><member><LoadBalancerName>k8s-shop</LoadBalancerName></member></LoadBalancers></DescribeLoadBalancersResult></R>")
        : CannedResponse.Xml("""
            <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult>
              <Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>session</SessionToken>
              <Expiration>2099-01-02T03:04:05Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>
            """);

    private static async Task<(int ExitCode, string Output)> ProbeAsync(Dictionary<string, string> machine, Dictionary<string, string> variables)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "StandIns.Probe.dll") },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("AWS", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in machine.Concat(variables.Where(variable => variable.Key.StartsWith("AWS", StringComparison.Ordinal))))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }
}
