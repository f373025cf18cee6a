using System.Text;
using EksIngress.Emulator.Aws;

namespace EksIngress.Bench.Fuzzing;

/// <summary>Bodies of the JSON protocols.</summary>
internal sealed class JsonTarget : FuzzTarget
{
    public override string Name => "json";

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[]
        {
            """{"name":"dev","roleArn":"arn:aws:iam::000000000000:role/c","resourcesVpcConfig":{"subnetIds":["subnet-1","subnet-2"],"endpointPublicAccess":true},"tags":{"a":"b"}}""",
            """{"DomainName":"a.example.com","SubjectAlternativeNames":["b.example.com"],"ValidationMethod":"DNS","Options":{"x":1.5e3},"IdempotencyToken":null}""",
            """{"Certificate":"QUJD","PrivateKey":"QUJD","Tags":[{"Key":"a","Value":"\u00e9\ud834\udd1e"}]}""",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public override IReadOnlyList<string> Words =>
        ["\"name\"", "\"tags\":", "{\"a\":", "[[", "]]", "\\ud800", "\\\"", "\"resourcesVpcConfig\":", "\"DomainName\"", ",", "1e400", "-0", "\uFEFF"];

    public override bool Run(ReadOnlyMemory<byte> input)
    {
        try
        {
            var body = AwsRequestReader.Json(new AwsHttpRequest { Method = "POST", RawPath = "/", RawQuery = "", Headers = new Dictionary<string, string>(), Body = input });
            var again = AwsRequestReader.Json(new AwsHttpRequest
            {
                Method = "POST",
                RawPath = "/",
                RawQuery = "",
                Headers = new Dictionary<string, string>(),
                Body = Encoding.UTF8.GetBytes(body.ToJsonString()),
            });
            if (input.Length > 0 && body.ToJsonString() != again.ToJsonString())
            {
                throw new FuzzException("Written again it reads as something else.");
            }

            ReadAll(new JsonMembers(body));
            return true;
        }
        catch (AwsException exception) when ((int)exception.Status < 500)
        {
            return false;
        }
    }

    private static void ReadAll(JsonMembers members)
    {
        foreach (var name in members.Names.ToList())
        {
            foreach (var read in (Action[])[
                () => members.FindString(name), () => members.FindBoolean(name), () => members.FindInt32(name), () => members.FindBytes(name),
                () => members.Strings(name), () => members.Objects(name), () => members.StringMap(name)])
            {
                try
                {
                    read();
                }
                catch (AwsException exception) when ((int)exception.Status < 500)
                {
                    // Of another type, as it may be.
                }
            }
        }
    }
}
