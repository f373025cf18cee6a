using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using EksIngress.Provisioner.Commands;

namespace EksIngress.Provisioner.Tests;

/// <summary>Which part may know which. The compiler holds what a project does not reference; this holds what it must never reference.</summary>
public sealed class ArchitectureTests
{
    // Types by which code reaches a client, the clock, files, logs or a host.
    private static readonly string[] Impure =
    [
        "System.Net.Http.", "System.Net.Sockets.Socket", "System.Net.Dns", "System.IO.File", "System.IO.Directory", "System.IO.FileStream",
        "System.IO.FileInfo", "System.IO.Pipes.", "System.Console", "System.TimeProvider", "System.Diagnostics.Process",
        "System.Diagnostics.Stopwatch", "System.Diagnostics.Activity", "System.Diagnostics.Trace", "System.Threading.Thread", "System.Threading.Timer",
        "System.Random", "Microsoft.Extensions.", "Microsoft.AspNetCore.", "OpenTelemetry.", "Amazon.", "k8s.", "Yarp.",
    ];

    private static readonly string[] ClockReads =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today",
        "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow",
    ];

    // Iterators ask for it.
    private static readonly string[] WrittenByTheCompiler = ["System.Environment.get_CurrentManagedThreadId"];

    [Theory]
    [InlineData("Provisioner", "EksIngress.Emulator")]
    [InlineData("EksIngress.Emulator", "Provisioner")]
    [InlineData("EksIngress.Emulator", "EksIngress.Model")]
    [InlineData("EksIngress.Model", "EksIngress.ServiceDefaults")]
    [InlineData("EksIngress.Alb", "EksIngress.ServiceDefaults")]
    [InlineData("EksIngress.Hosting", "EksIngress.Emulator")]
    [InlineData("EksIngress.Hosting", "Provisioner")]
    [InlineData("EksIngress.Hosting", "EksIngress.Alb")]
    [InlineData("ServiceA", "EksIngress.Model")]
    [InlineData("ServiceB", "EksIngress.Model")]
    public void Project_NeverReferences_NotEvenThroughAnother(string project, string forbidden) =>
        Assert.DoesNotContain(forbidden, References(project));

    [Theory]
    [InlineData("EksIngress.Model", new[] { "YamlDotNet" })]
    [InlineData("EksIngress.Alb", new string[0])]
    public void PureProject_HasOnlyThesePackages(string project, string[] allowed) =>
        Assert.Subset(allowed.ToHashSet(), Items(project, "PackageReference").ToHashSet());

    [Fact]
    public void Hosting_KnowsAspireAndTheModelOnly()
    {
        Assert.Equal(["EksIngress.Model"], Items("EksIngress.Hosting", "ProjectReference").Select(Name));
        Assert.All(
            Items("EksIngress.Hosting", "PackageReference").Concat(Items("EksIngress.Hosting", "StandInReference")),
            // The model goes into the package of the integration, and what the model needs with it; Kubernetes' own types are those that users change.
            name => Assert.True(name.StartsWith("Aspire.", StringComparison.Ordinal) || name is "YamlDotNet" or "KubernetesClient", name));
    }

    [Theory]
    [InlineData("EksIngress.Model")]
    [InlineData("EksIngress.Alb")]
    public void PureProject_UsesNoClientClockFileLogOrHost(string assembly)
    {
        using var stream = File.OpenRead(Assembly.Load(assembly).Location);
        using var image = new PEReader(stream);
        var metadata = image.GetMetadataReader();

        var types = metadata.TypeReferences.Select(handle => FullName(metadata, handle)).ToList();
        Assert.DoesNotContain(types, name => Impure.Any(start => name == start || (start.EndsWith('.') && name.StartsWith(start, StringComparison.Ordinal))));

        var members = metadata.MemberReferences
            .Select(metadata.GetMemberReference)
            .Where(member => member.Parent.Kind == HandleKind.TypeReference)
            .Select(member => $"{FullName(metadata, (TypeReferenceHandle)member.Parent)}.{metadata.GetString(member.Name)}");
        Assert.DoesNotContain(members, name => ClockReads.Contains(name)
            || (name.StartsWith("System.Environment.", StringComparison.Ordinal) && !WrittenByTheCompiler.Contains(name)));
    }

    // The emulator builds load balancers by EksIngress.Alb. Were a step to decide by the same code, its mistakes would look right on both sides.
    [Fact]
    public void Provisioner_OnlyItsAlbCommandsUseAlb()
    {
        var uses = typeof(CommandLine).Assembly.GetTypes().ToDictionary(type => type, TypeUses.Of);

        Assert.Contains(uses, pair => IsAlbCommand(pair.Key) && pair.Value.Any(IsAlb));
        Assert.DoesNotContain(uses, pair => !IsAlbCommand(pair.Key) && pair.Value.Any(IsAlb));
        Assert.Equal(
            [typeof(CommandLine)],
            uses.Where(pair => !IsAlbCommand(pair.Key) && pair.Value.Any(IsAlbCommand)).Select(pair => Outermost(pair.Key)).Distinct());

        static bool IsAlb(Type type) => type.Assembly.GetName().Name == "EksIngress.Alb";
        static bool IsAlbCommand(Type type) => $"{Outermost(type).Namespace}.".StartsWith("EksIngress.Provisioner.Alb.", StringComparison.Ordinal);
        static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
    }

    private static string FullName(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
    }

    private static HashSet<string> References(string project)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<string>([project]);
        while (open.TryDequeue(out var next))
        {
            foreach (var name in Items(next, "ProjectReference").Select(Name).Where(found.Add))
            {
                open.Enqueue(name);
            }
        }

        return found;
    }

    private static string Name(string path) => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'));

    private static IEnumerable<string> Items(string project, string kind) =>
        XDocument.Load(Path.Combine(Root(), project, project + ".csproj")).Descendants(kind)
            // An item with Update changes one that is there.
            .Select(item => item.Attribute("Include")?.Value)
            .OfType<string>();

    private static string Root([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", ".."));
}
