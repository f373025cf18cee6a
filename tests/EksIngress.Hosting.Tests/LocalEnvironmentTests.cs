using EksIngress.Hosting.Local;
using Microsoft.Extensions.Time.Testing;
using StandIns.Tests.Aws;

namespace EksIngress.Hosting.Tests;

public sealed class LocalEnvironmentTests
{
    [Fact]
    public async Task BeforeStart_Shop_WritesThePrivateFolderAndRemovesOldOutputs()
    {
        using var directory = new TemporaryDirectory();
        var outputs = Path.Combine(directory.Path, "shop", "outputs.json");
        Directory.CreateDirectory(Path.GetDirectoryName(outputs)!);
        await File.WriteAllTextAsync(outputs, "{}", TestContext.Current.CancellationToken);

        await using var shop = await StartedShop.CreateAsync(directory.Path);

        Assert.False(File.Exists(outputs));
        Assert.True(File.Exists(Path.Combine(directory.Path, "shop", "environment.json")));
        Assert.True(File.Exists(Path.Combine(directory.Path, "shop", "kubernetes", "kustomization.yaml")));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                File.GetUnixFileMode(Path.Combine(directory.Path, "shop")));
        }
    }

    [Fact]
    public async Task BeforeStart_FolderOfARunningEnvironment_IsRefusedAndLeftAsItIs()
    {
        using var directory = new TemporaryDirectory();
        var folder = Directory.CreateDirectory(Path.Combine(directory.Path, "shop")).FullName;
        var outputs = Path.Combine(folder, "outputs.json");
        await File.WriteAllTextAsync(outputs, "{}", TestContext.Current.CancellationToken);
        await using var held = new FileStream(Path.Combine(folder, "emulator.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

        var time = new FakeTimeProvider();

        var starting = StartedShop.CreateAsync(directory.Path, time: time);
        while (!starting.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => starting);
        Assert.Contains("runs already", exception.Message, StringComparison.Ordinal);
        Assert.Equal(["emulator.lock", "outputs.json"], Directory.GetFileSystemEntries(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task BeforeStart_RunBeforeThisStillEnding_WaitsForIt()
    {
        using var directory = new TemporaryDirectory();
        var folder = Directory.CreateDirectory(Path.Combine(directory.Path, "shop")).FullName;
        var held = new FileStream(Path.Combine(folder, "emulator.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var time = new FakeTimeProvider();

        var starting = StartedShop.CreateAsync(directory.Path, time: time);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(starting.IsCompleted);
        await held.DisposeAsync();
        while (!starting.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Yield();
        }

        await using var shop = await starting;
        Assert.True(File.Exists(Path.Combine(folder, "environment.json")));
    }

    [Fact]
    public async Task BeforeStart_FolderAbove_KeepsItsMode()
    {
        using var directory = new TemporaryDirectory();
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const UnixFileMode Shared = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead;
        File.SetUnixFileMode(directory.Path, Shared);

        await using var shop = await StartedShop.CreateAsync(directory.Path);

        Assert.Equal(Shared, File.GetUnixFileMode(directory.Path));
    }

    [Fact]
    public async Task BeforeStart_FaultyModel_LeavesNothingBehind()
    {
        using var directory = new TemporaryDirectory();
        var builder = TestApplication.Run(directory.Path);
        builder.AddEksEnvironment("shop").WithRegion().AddIngress("public");
        await using var application = builder.Build();

        await Assert.ThrowsAsync<DistributedApplicationException>(() => StartedShop.PublishBeforeStartAsync(builder, application));

        Assert.Empty(Directory.GetFileSystemEntries(directory.Path));
    }

    [Fact]
    public async Task AddEksEnvironment_InRunMode_AddsItsToolsAsChildrenOutsideTheManifest()
    {
        using var directory = new TemporaryDirectory();
        await using var shop = await StartedShop.CreateAsync(directory.Path);

        foreach (var name in new[] { "shop-emulator", "shop-provisioner" })
        {
            var tool = shop.Resource(name);
            Assert.True(tool.IsExcludedFromPublish());
            Assert.Contains(tool.Annotations.OfType<ResourceRelationshipAnnotation>(), relationship => relationship.Resource.Name == "shop");
        }

        var arguments = await shop.ArgumentsAsync("shop-provisioner");
        Assert.Equal(
            ["apply", Path.Combine(directory.Path, "shop"), "--outputs", Path.Combine(directory.Path, "shop", "provisioner.json"),
                "--kubeconfig", Path.Combine(directory.Path, "shop", "kubeconfig")],
            arguments);
    }

    [Fact]
    public void AddEksEnvironment_WithoutTheTools_SaysWhatToInstall()
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args = ["--PATH", "", "--DOTNET_CLI_HOME", AppContext.BaseDirectory],
            AssemblyName = typeof(DistributedApplication).Assembly.GetName().Name,
            ProjectDirectory = AppContext.BaseDirectory,
            DisableDashboard = true,
        });

        var exception = Assert.Throws<DistributedApplicationException>(() => builder.AddEksEnvironment("shop"));

        Assert.Contains("dotnet tool install eksingress", exception.Message, StringComparison.Ordinal);
        Assert.Contains("<ProjectReference Include=\"../EksIngress.Emulator/EksIngress.Emulator.csproj\" />", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Workload_GetsWhatMakesItAPod()
    {
        using var directory = new TemporaryDirectory();
        await using var shop = await StartedShop.CreateAsync(directory.Path);

        var serviceA = await shop.VariablesAsync("service-a");
        var serviceB = await shop.VariablesAsync("service-b");

        Assert.Equal(shop.EndpointUrl, serviceA["EksIngress__Attach__Url"]);
        Assert.Equal(("service-a", "default", "8080"),
            (serviceA["EksIngress__Attach__Workload"], serviceA["EksIngress__Attach__Namespace"], serviceA["EksIngress__Attach__ContainerPort"]));
        Assert.Equal(serviceA["EksIngress__Attach__Key"], (await shop.VariablesAsync("shop-emulator"))["Emulator__AttachKey"]);
        Assert.Equal("arn:aws:iam::000000000000:role/shop-eu-west-1-workload-service-a", serviceA["AWS_ROLE_ARN"]);
        Assert.StartsWith(Path.Combine(directory.Path, "shop", "tokens"), serviceA["AWS_WEB_IDENTITY_TOKEN_FILE"], StringComparison.Ordinal);
        Assert.Equal("", serviceB["AWS_ROLE_ARN"]);
        Assert.Equal("", serviceB["AWS_WEB_IDENTITY_TOKEN_FILE"]);
    }

    [Fact]
    public async Task TwoEnvironments_EachProcessTalksToItsOwnEmulator()
    {
        using var directory = new TemporaryDirectory();
        var builder = TestApplication.Run(directory.Path);
        var one = builder.AddEksEnvironment("one").WithRegion();
        var two = builder.AddEksEnvironment("two").WithRegion();
        one.AddNodeGroup("one-workers");
        two.AddNodeGroup("two-workers");
        builder.AddProject<ServiceAProject>("service-a").WithComputeEnvironment(one);
        builder.AddProject<ServiceBProject>("service-b").WithComputeEnvironment(two);
        await using var application = builder.Build();
        await StartedShop.PublishBeforeStartAsync(builder, application);

        var emulators = new Dictionary<string, string>();
        foreach (var name in new[] { "service-a", "service-b", "one-provisioner", "two-provisioner", "one-emulator", "two-emulator" })
        {
            var context = new EnvironmentCallbackContext(
                builder.ExecutionContext, builder.Resources.Single(resource => resource.Name == name), [], TestContext.Current.CancellationToken);
            foreach (var annotation in context.Resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
            {
                await annotation.Callback(context);
            }

            emulators[name] = ((EndpointReference)context.EnvironmentVariables["AWS_ENDPOINT_URL"]).Resource.Name;
        }

        Assert.Equal(["one-emulator", "two-emulator", "one-emulator", "two-emulator", "one-emulator", "two-emulator"], emulators.Values);
    }

    [Fact]
    public async Task Keys_OfTwoRuns_Differ()
    {
        using var directory = new TemporaryDirectory();
        await using var one = await StartedShop.CreateAsync(Path.Combine(directory.Path, "1"));
        await using var two = await StartedShop.CreateAsync(Path.Combine(directory.Path, "2"));

        Assert.NotEqual(
            (await one.VariablesAsync("shop-emulator"))["Emulator__SecretAccessKey"],
            (await two.VariablesAsync("shop-emulator"))["Emulator__SecretAccessKey"]);
        Assert.DoesNotContain("Secret", LocalKeys.Generate().ToString(), StringComparison.Ordinal);
    }
}
