using System.CommandLine;
using EksIngress.Alb.Plans;
using EksIngress.Provisioner.Alb.Live;
using EksIngress.Provisioner.Alb.Manifests;
using EksIngress.Provisioner.Commands;
using EksIngress.Provisioner.Steps;

namespace EksIngress.Provisioner.Alb;

/// <summary>What every <c>alb</c> command is told about cluster, account and controller.</summary>
internal sealed class InputOptions(ProvisionerHost host)
{
    private readonly Option<string[]> _files = new("--filename", "-f")
    {
        Description = "Manifests: a file, a folder, or - for standard input. May be given several times.",
        HelpName = "PATH",
    };

    private readonly Option<string[]> _kustomize = new("--kustomize", "-k")
    {
        Description = "A folder with a kustomization.yaml, rendered as 'kubectl kustomize' renders it. May be given several times.",
        HelpName = "FOLDER",
    };

    private readonly Option<bool> _recursive = new("--recursive", "-R") { Description = "Read folders within folders as well." };
    private readonly Option<string> _namespace = new("--namespace", "-n") { Description = "Namespace of objects that name none; default.", DefaultValueFactory = _ => "default" };
    private readonly Option<string?> _facts = new("--facts") { Description = "Facts of the AWS account (JSON; docs/alb-facts.schema.json).", HelpName = "FILE" };
    private readonly Option<string?> _clusterName = new("--cluster-name") { Description = "Name of the EKS cluster, as the controller's flag of the same name." };
    private readonly Option<string?> _vpcId = new("--vpc-id") { Description = "Id of the VPC, as the controller's flag --aws-vpc-id." };
    private readonly Option<string[]> _flags = new("--controller-flag")
    {
        Description = "A flag of the controller, for example --default-target-type=ip. May be given several times.",
        HelpName = "--name=value",
    };

    private readonly Option<bool> _assume = new("--assume-defaults")
    {
        Description = "Fill in what is not known (subnets, security groups, certificates, class, node ports) and say so.",
    };

    private readonly Option<bool> _live = new("--live")
    {
        Description = "Read cluster and account as they are; manifests given by -f and -k take the place of objects of the same name. Changes nothing.",
    };

    private readonly Option<string?> _kubeconfig = new("--kubeconfig") { Description = "With --live: a kubeconfig for the cluster; default: by the cluster's name.", HelpName = "FILE" };
    private readonly Option<string?> _context = new("--context") { Description = "With --kubeconfig: the context to use; default: its current one." };

    /// <summary>Where <c>--live</c> reads.</summary>
    public LiveOptions Live { get; } = new(host);

    /// <param name="command">Gets the options.</param>
    /// <param name="canAssume">False for a command that needs nothing but manifests.</param>
    /// <param name="canBeLive">False for a command that reads no cluster.</param>
    public void AddTo(Command command, bool canAssume = true, bool canBeLive = true)
    {
        if (canAssume)
        {
            command.Add(_assume);
        }

        foreach (var option in new Option[]
        {
            _files, _kustomize, _recursive, _namespace, _facts, _clusterName, _vpcId, _flags,
        })
        {
            command.Add(option);
        }

        if (canBeLive)
        {
            command.Add(_live);
            command.Add(_kubeconfig);
            command.Add(_context);
            Live.AddTo(command);
        }
    }

    /// <summary>Whether cluster and account are read.</summary>
    public bool IsLive(ParseResult parsed) => parsed.GetValue(_live);

    /// <exception cref="BadInputException">Something that was given cannot be used.</exception>
    /// <exception cref="ProvisioningException">Cluster or account cannot be read.</exception>
    public async Task<AlbPlanRequest> ReadAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var input = await ReadInputAsync(parsed, cancellationToken);
        try
        {
            return new AlbPlanRequest
            {
                Objects = KubernetesObjects.Read(input.Manifests, input.Namespace),
                Facts = input.Facts,
                Flags = input.Flags,
                AssumeDefaults = parsed.GetValue(_assume),
            };
        }
        catch (ManifestException exception)
        {
            throw new BadInputException(exception.Message);
        }
    }

    /// <summary>What was given, before anybody asks what the objects are.</summary>
    /// <exception cref="BadInputException">Something that was given cannot be used.</exception>
    /// <exception cref="ProvisioningException">Cluster or account cannot be read.</exception>
    public async Task<AlbInput> ReadInputAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var isLive = parsed.GetValue(_live);
        var (files, folders) = (parsed.GetValue(_files) ?? [], parsed.GetValue(_kustomize) ?? []);
        if (files.Length == 0 && folders.Length == 0 && !isLive)
        {
            throw new BadInputException("There is nothing to read. Say -f FILE, -f FOLDER, -f - for standard input, -k FOLDER for a kustomization, or --live.");
        }

        try
        {
            IReadOnlyList<ManifestObject> manifests =
                [.. ManifestFiles.Read(files, parsed.GetValue(_recursive), host.StandardInput), .. folders.SelectMany(KustomizeFolder.Read)];
            var flags = ReadFlags(parsed);
            var facts = parsed.GetValue(_facts) is { } path ? ReadFacts(path) : null;
            if (isLive)
            {
                (manifests, facts) = await ReadLiveAsync(parsed, manifests, facts, flags, cancellationToken);
            }

            return new AlbInput(manifests, facts, flags, parsed.GetValue(_namespace)!);
        }
        catch (Exception exception) when (exception is ManifestException or ControllerFlagsException)
        {
            throw new BadInputException(exception.Message);
        }
    }

    private async Task<(IReadOnlyList<ManifestObject> Manifests, AwsFacts Facts)> ReadLiveAsync(
        ParseResult parsed, IReadOnlyList<ManifestObject> manifests, AwsFacts? facts, ControllerFlags flags, CancellationToken cancellationToken)
    {
        var name = flags.ClusterName ?? throw new BadInputException("--live needs the name of the cluster. Say --cluster-name.");
        using var session = Live.Open(parsed);
        return await session.CallAsync(async () =>
        {
            var cluster = await session.GetClusterAsync(name, cancellationToken);
            var running = await new ClusterReader(session).ReadAsync(cluster, parsed.GetValue(_kubeconfig), parsed.GetValue(_context), cancellationToken);
            if (facts is null)
            {
                var vpcId = flags.VpcId
                    ?? (flags.VpcTags is { } tags ? await session.GetVpcIdAsync(tags, cancellationToken) : cluster.ResourcesVpcConfig.VpcId);
                var reader = new AccountReader(session.Aws, vpcId, name);
                facts = await reader.ReadAsync(cancellationToken);
                foreach (var note in reader.Notes)
                {
                    await host.Error.WriteLineAsync(note);
                }
            }

            return (Overlay(running, manifests, parsed.GetValue(_namespace)!), facts);
        });
    }

    // What a file says takes the place of what runs, as it would if it were applied.
    private static IReadOnlyList<ManifestObject> Overlay(IReadOnlyList<ManifestObject> running, IReadOnlyList<ManifestObject> manifests, string defaultNamespace)
    {
        var written = manifests.Select(item => (item.Kind, item.Namespace.Length == 0 ? defaultNamespace : item.Namespace, item.Name)).ToHashSet();
        return [.. running.Where(item => !written.Contains((item.Kind, item.Namespace.Length == 0 ? defaultNamespace : item.Namespace, item.Name))), .. manifests];
    }

    private static AwsFacts ReadFacts(string path)
    {
        try
        {
            return AwsFactsDocument.Read(ManifestFiles.ReadFile(path));
        }
        catch (AwsFactsException exception)
        {
            throw new BadInputException($"{path}: {exception.Message}");
        }
    }

    private ControllerFlags ReadFlags(ParseResult parsed)
    {
        var flags = new List<string>(parsed.GetValue(_flags) ?? []);
        if (parsed.GetValue(_clusterName) is { } cluster)
        {
            flags.Add($"--cluster-name={cluster}");
        }

        if (parsed.GetValue(_vpcId) is { } vpc)
        {
            flags.Add($"--aws-vpc-id={vpc}");
        }

        return ControllerFlags.Parse(flags);
    }
}
