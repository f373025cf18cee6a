using System.Text;
using EksIngress.Emulator.Aws;

namespace EksIngress.Bench.Fuzzing;

/// <summary>Form bodies and query strings of the query protocols.</summary>
internal sealed class QueryTarget : FuzzTarget
{
    public override string Name => "query";

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            "Action=DescribeVpcs&Version=2016-11-15&Filter.1.Name=tag%3ACluster&Filter.1.Value.1=dev&MaxResults=5",
            "Action=CreateLoadBalancer&Version=2015-12-01&Name=a&Subnets.member.1=subnet-1&Subnets.member.2=subnet-2&Tags.member.1.Key=k&Tags.member.1.Value=a+b",
            "Action=CreateRule&Conditions.member.1.Field=path-pattern&Conditions.member.1.PathPatternConfig.Values.member.1=%2Fa%2F*&Actions.member.1.Type=forward",
            "Action=AssumeRole&RoleArn=arn%3Aaws%3Aiam%3A%3A000000000000%3Arole%2Fr&RoleSessionName=s&DurationSeconds=900",
        }.Select(Encoding.ASCII.GetBytes),
    ];

    public override IReadOnlyList<string> Words => ["member.", ".1", ".0", ".-1", ".10000", "&", "=", "Filter.", "Tags.member.1.", "true", "X-Amz-Date"];

    public override bool Run(ReadOnlyMemory<byte> input)
    {
        try
        {
            var members = AwsRequestReader.Form(Request(input));
            var again = AwsRequestReader.Form(Request(Encoding.UTF8.GetBytes(
                string.Join('&', members.Select(member => $"{UrlEncoding.Encode(member.Key)}={UrlEncoding.Encode(member.Value)}")))));
            if (input.Length > 0 && members.Count > 0 && !(members.Count == again.Count && members.All(member => again.GetValueOrDefault(member.Key) == member.Value)))
            {
                throw new FuzzException("Written again it reads as something else.");
            }

            ReadAll(new AwsParameters(members));
            return true;
        }
        catch (AwsException exception) when ((int)exception.Status < 500)
        {
            return false;
        }
    }

    // Whatever an operation asks for.
    private static void ReadAll(AwsParameters parameters)
    {
        foreach (var prefix in (string[])["Filter", "Subnets.member", "Tags.member", "Conditions.member", "Actions.member"])
        {
            _ = parameters.Strings(prefix);
            foreach (var structure in parameters.Structures(prefix))
            {
                _ = structure.Strings("Value");
                _ = structure.Structure("PathPatternConfig")?.Strings("Values.member");
            }
        }

        _ = parameters.Has("Filter");
        _ = parameters.FindInt32("MaxResults");
        _ = parameters.FindBoolean("DryRun");
    }

    private static AwsHttpRequest Request(ReadOnlyMemory<byte> body) =>
        new() { Method = "POST", RawPath = "/", RawQuery = "", Headers = new Dictionary<string, string>(), Body = body };
}
