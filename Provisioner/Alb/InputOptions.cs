using System.CommandLine;
using EksIngress.Alb.Plans;
using EksIngress.Provisioner.Alb.Manifests;
using EksIngress.Provisioner.Commands;

namespace EksIngress.Provisioner.Alb;

/// <summary>What every <c>alb</c> command is told about cluster, account and controller.</summary>
internal sealed class InputOptions(ProvisionerHost host)
{
    private readonly Option<string[]> _files = new("--filename", "-f")
    {
        Description = "Manifests: a file, a folder, or - for standard input. May be given several times.",
        HelpName = "PATH",
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

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _files, _recursive, _namespace, _facts, _clusterName, _vpcId, _flags, _assume })
        {
            command.Add(option);
        }
    }

    /// <exception cref="BadInputException">Something that was given cannot be used.</exception>
    public AlbPlanRequest Read(ParseResult parsed)
    {
        if (parsed.GetValue(_files) is not { Length: > 0 } files)
        {
            throw new BadInputException("There is nothing to read. Say -f FILE, -f FOLDER, or -f - for standard input.");
        }

        try
        {
            return new AlbPlanRequest
            {
                Objects = KubernetesObjects.Read(
                    ManifestFiles.Read(files, parsed.GetValue(_recursive), host.StandardInput), parsed.GetValue(_namespace)!),
                Facts = parsed.GetValue(_facts) is { } path ? ReadFacts(path) : null,
                Flags = ReadFlags(parsed),
                AssumeDefaults = parsed.GetValue(_assume),
            };
        }
        catch (Exception exception) when (exception is ManifestException or ControllerFlagsException)
        {
            throw new BadInputException(exception.Message);
        }
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
