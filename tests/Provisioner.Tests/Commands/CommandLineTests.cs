namespace EksIngress.Provisioner.Tests.Commands;

public sealed class CommandLineTests : IDisposable
{
    private readonly ProvisionerRun _run = new();

    public void Dispose() => _run.Dispose();

    [Theory]
    [InlineData("--verbose")]
    [InlineData("create", ".")]
    [InlineData("apply")]
    [InlineData("apply", ".", "--colour", "red")]
    [InlineData("apply", ".", "--target", "azure")]
    [InlineData("apply", ".", "--timeout", "0")]
    [InlineData("apply", ".", "--timeout", "soon")]
    [InlineData("apply", ".", "..")]
    [InlineData("token")]
    public async Task Run_CommandLineIsWrong_ExitsWith2AndTouchesNothing(params string[] arguments)
    {
        Assert.Equal(2, await _run.RunAsync(arguments));

        Assert.NotEmpty(_run.Error);
        Assert.Contains("--help", _run.Error, StringComparison.Ordinal);
        Assert.Equal(0, _run.TelemetryStarts);
    }

    [Fact]
    public async Task Run_Help_Exits0()
    {
        Assert.Equal(0, await _run.RunAsync("--help"));

        Assert.Contains("destroy", _run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("apply")]
    [InlineData("plan")]
    [InlineData("status")]
    [InlineData("destroy")]
    public async Task Run_FolderIsMissing_SaysWhichAndExitsWith2(string command)
    {
        var folder = Path.Combine(_run.Folder, "nowhere");

        Assert.Equal(2, await _run.RunAsync(command, folder));

        Assert.Contains(folder, _run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SpecIsMissing_SaysSoAndExitsWith2()
    {
        Assert.Equal(2, await _run.RunAsync("apply", _run.Folder));

        Assert.Contains("environment.json is missing", _run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SpecIsCorrupt_NamesFileAndPlaceAndExitsWith2()
    {
        _run.Publish(Specs.Dev);
        await File.WriteAllTextAsync(Path.Combine(_run.Folder, "environment.json"), "{\"version\":1,", TestContext.Current.CancellationToken);

        Assert.Equal(2, await _run.RunAsync("apply", _run.Folder));

        Assert.Contains("environment.json (line 1, column ", _run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_PathThatAnAlbRefuses_IsRefusedBeforeAnythingIsMade()
    {
        _run.Publish(Specs.Dev);
        var path = Path.Combine(_run.Folder, "environment.json");
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(path, text.Replace("\"/a\"", "\"/a b\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        Assert.Equal(2, await _run.RunAsync("apply", _run.Folder));

        Assert.Contains("ingresses[0].rules[0].path is '/a b'", _run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ManifestsAreMissing_SaysSoAndExitsWith2()
    {
        _run.Publish(Specs.Dev);
        Directory.Delete(Path.Combine(_run.Folder, "kubernetes"), recursive: true);

        Assert.Equal(2, await _run.RunAsync("apply", _run.Folder));

        Assert.Contains("kubernetes is missing", _run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ManifestsUseWhatIsNotSupported_SaysWhatAndExitsWith2()
    {
        _run.Publish(Specs.Dev);
        await File.AppendAllTextAsync(Path.Combine(_run.Folder, "kubernetes", "kustomization.yaml"), "components: []\n", TestContext.Current.CancellationToken);

        Assert.Equal(2, await _run.RunAsync("apply", _run.Folder));

        Assert.Contains("the field 'components' is not supported", _run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OverlayIsNotThere_NamesThoseThatAre()
    {
        _run.Publish(Specs.Dev);

        Assert.Equal(2, await _run.RunAsync("apply", _run.Folder, "--environment", "Staging"));

        Assert.Contains("has no 'staging', but production", _run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OverlayWithoutItsDocument_SaysHowToPublishIt()
    {
        _run.Publish(Specs.Dev);
        Directory.CreateDirectory(Path.Combine(_run.Folder, "kubernetes", "overlays", "mine"));

        Assert.Equal(2, await _run.RunAsync("apply", _run.Folder, "--environment", "mine"));

        Assert.Contains("Publish with '--environment mine'", _run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NoEmulator_ExitsWith2AndNamesTheVariable()
    {
        _run.Publish(Specs.Dev);

        Assert.Equal(2, await _run.RunAsync("apply", _run.Folder));

        Assert.Contains("AWS_ENDPOINT_URL is not set", _run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_Emulator_PrintsACredentialForTheCluster()
    {
        _run.Set("AWS_ENDPOINT_URL", "http://127.0.0.1:1").Set("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE").Set("AWS_SECRET_ACCESS_KEY", "secret")
            .Set("KUBERNETES_EXEC_INFO", """{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1beta1","spec":{"interactive":false}}""");

        Assert.Equal(0, await _run.RunAsync("token", "--cluster-name", "dev", "--region", "eu-west-1"));

        var credential = System.Text.Json.Nodes.JsonNode.Parse(_run.Output)!;
        Assert.Equal("client.authentication.k8s.io/v1beta1", credential["apiVersion"]!.GetValue<string>());
        var token = credential["status"]!["token"]!.GetValue<string>();
        Assert.StartsWith("k8s-aws-v1.", token, StringComparison.Ordinal);
        var url = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(Pad(token["k8s-aws-v1.".Length..].Replace('-', '+').Replace('_', '/'))));
        Assert.StartsWith("https://sts.eu-west-1.amazonaws.com/?", url, StringComparison.Ordinal);
        Assert.Contains("Action=GetCallerIdentity", url, StringComparison.Ordinal);
        Assert.Contains("X-Amz-SignedHeaders=host%3Bx-k8s-aws-id", url, StringComparison.Ordinal);
        Assert.Contains("X-Amz-Signature=", url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_NoRegion_SaysWhereToGiveIt()
    {
        _run.Set("AWS_ENDPOINT_URL", "http://127.0.0.1:1").Set("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE").Set("AWS_SECRET_ACCESS_KEY", "secret");

        Assert.Equal(2, await _run.RunAsync("token", "--cluster-name", "dev"));

        Assert.Contains("AWS_REGION", _run.Error, StringComparison.Ordinal);
    }

    private static string Pad(string text) => text.PadRight((text.Length + 3) / 4 * 4, '=');
}
