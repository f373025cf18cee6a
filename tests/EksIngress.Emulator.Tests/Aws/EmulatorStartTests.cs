using System.Net;
using System.Net.Sockets;
using EksIngress.Emulator.Certificates;
using EksIngress.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace EksIngress.Emulator.Tests.Aws;

public sealed class EmulatorStartTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_PortInUse_NamesThePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var exception = await Assert.ThrowsAsync<EmulatorStartException>(() => RunningEmulator.StartAsync(
            new RunningEmulatorOptions { Settings = new Dictionary<string, string?> { ["AwsPort"] = $"{port}" } }, Token));

        Assert.Contains($"127.0.0.1:{port} is in use", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_DirectoryInUse_NamesTheDirectory()
    {
        await using var first = await RunningEmulator.StartAsync(null, Token);

        var exception = await Assert.ThrowsAsync<EmulatorStartException>(() => RunningEmulator.StartAsync(
            new RunningEmulatorOptions { Settings = new Dictionary<string, string?> { ["Directory"] = first.Directory } }, Token));

        Assert.Contains(first.Directory, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_SeveralFaults_NamesEachKey()
    {
        var options = new EmulatorOptions { Directory = "", AwsPort = 70000, Region = "here", AccountId = "1", TimeScale = -1, AccessKeyId = "x" };

        var result = new EmulatorOptionsValidator().Validate(null, options);

        Assert.Equal(
            ["Emulator:Directory", "Emulator:AwsPort", "Emulator:Region", "Emulator:AccountId", "Emulator:TimeScale", "Emulator:AccessKeyId", "Emulator:AccessKeyId"],
            result.Failures!.Select(failure => failure.Split(' ')[0]));
    }

    [Fact]
    public async Task Start_WrongSetting_IsRefusedBeforeAnythingIsMade()
    {
        var exception = await Assert.ThrowsAsync<OptionsValidationException>(() => RunningEmulator.StartAsync(
            new RunningEmulatorOptions { Settings = new Dictionary<string, string?> { ["Region"] = "here" } }, Token));

        Assert.Contains("Emulator:Region", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--unknown", "1")]
    [InlineData("--aws-port")]
    [InlineData("--aws-port", "99999")]
    [InlineData("--time-scale", "soon")]
    public async Task Run_WrongArguments_EndsWithTwo(params string[] args) => Assert.Equal(2, await EmulatorApplication.RunAsync(args));

    [Fact]
    public async Task Directory_Files_AreTheOwnersAlone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes");
            return;
        }

        await using var emulator = await RunningEmulator.StartAsync(null, Token);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(emulator.Directory));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(emulator.Directory, "ca.pem")));
    }

    [Fact]
    public async Task Issue_ServerCertificate_IsTrustedThroughTheAuthorityForItsNames()
    {
        await using var emulator = await RunningEmulator.StartAsync(null, Token);
        var authority = emulator.Services.GetRequiredService<CertificateAuthority>();
        using var certificate = authority.Issue("dev", ["*.elb.localhost"], [IPAddress.Loopback]);
        using var chain = new System.Security.Cryptography.X509Certificates.X509Chain();
        chain.ChainPolicy.TrustMode = System.Security.Cryptography.X509Certificates.X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = System.Security.Cryptography.X509Certificates.X509RevocationMode.NoCheck;
        using var root = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificateFromFile(authority.CertificateFile);
        chain.ChainPolicy.CustomTrustStore.Add(root);

        Assert.True(chain.Build(certificate));
        Assert.True(certificate.HasPrivateKey);
        Assert.True(certificate.MatchesHostname("a.elb.localhost"));
        Assert.True(certificate.MatchesHostname("127.0.0.1"));
    }
}
