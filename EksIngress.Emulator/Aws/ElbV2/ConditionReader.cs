using System.Buffers;
using System.Net;
using System.Text.RegularExpressions;
using EksIngress.Alb;
using EksIngress.Alb.Matching;
using EksIngress.Alb.Rules;

namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>Reads and checks the conditions of a rule.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html</remarks>
internal static partial class ConditionReader
{
    /// <summary>The members of a condition, as operations list them.</summary>
    public const string Members =
        "Field Values[] RegexValues[] HostHeaderConfig(Values[] RegexValues[]) PathPatternConfig(Values[] RegexValues[]) "
        + "HttpHeaderConfig(HttpHeaderName Values[] RegexValues[]) HttpRequestMethodConfig(Values[]) QueryStringConfig(Values[](Key Value)) SourceIpConfig(Values[])";

    private const int MaxValueLength = 128;
    private const int MaxNameLength = 40;

    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly (string Field, string Config)[] Configs =
    [
        ("host-header", "HostHeaderConfig"), ("path-pattern", "PathPatternConfig"), ("http-header", "HttpHeaderConfig"),
        ("http-request-method", "HttpRequestMethodConfig"), ("query-string", "QueryStringConfig"), ("source-ip", "SourceIpConfig"),
    ];

    private static readonly SearchValues<char> HostCharacters = SearchValues.Create(Alphanumeric + "-.*?");
    private static readonly SearchValues<char> PathCharacters = SearchValues.Create(Alphanumeric + "_-.$/~\"'@:+&*?");

    /// <exception cref="AwsException"><c>ValidationError</c>: says which value breaks which rule.</exception>
    public static IReadOnlyList<RuleCondition> Read(AwsCall call)
    {
        var conditions = call.Parameters.Structures("Conditions.member").Select(Read).ToList();
        if (conditions.Count == 0)
        {
            throw ElbErrors.Validation("A condition must be specified");
        }

        foreach (var field in conditions.GroupBy(condition => condition.Field).Where(group => group.Count() > 1).Select(group => group.Key))
        {
            if (field is not ("http-header" or "query-string"))
            {
                throw ElbErrors.Validation($"A rule can only have one '{field}' condition");
            }
        }

        if (conditions.Sum(condition => condition.ValueCount) > ElbLimits.ConditionValues)
        {
            throw ElbErrors.Validation($"A rule can only have '{ElbLimits.ConditionValues}' condition values");
        }

        if (conditions.SelectMany(WildcardValues).Sum(CountWildcards) > ElbLimits.ConditionWildcards)
        {
            throw ElbErrors.Validation($"A rule can only have '{ElbLimits.ConditionWildcards}' condition wildcards");
        }

        CheckThatItCompiles(conditions);
        return conditions;
    }

    private static RuleCondition Read(AwsParameters condition)
    {
        var field = condition.Get("Field");
        if (Array.Find(Configs, other => other.Field != field && condition.Has(other.Config)) is { Config: { } foreign })
        {
            throw ElbErrors.Validation($"{foreign} cannot be specified for a condition with field '{field}'");
        }

        if (field is "http-header" or "http-request-method" or "query-string" or "source-ip" && (condition.Has("Values") || condition.Has("RegexValues")))
        {
            throw ElbErrors.Validation($"Values of a condition with field '{field}' can be specified in its configuration only");
        }

        switch (field)
        {
            case "host-header":
                var host = Config(condition, "HostHeaderConfig");
                var hosts = Values(condition, host);
                foreach (var value in hosts.Values)
                {
                    CheckHost(value);
                }

                return new RuleCondition.HostHeader(hosts.Values, hosts.RegexValues);

            case "path-pattern":
                var path = Config(condition, "PathPatternConfig");
                var paths = Values(condition, path);
                foreach (var value in paths.Values)
                {
                    CheckCharacters(value, PathCharacters);
                }

                return new RuleCondition.PathPattern(paths.Values, paths.RegexValues);

            case "http-header":
                var header = Config(condition, "HttpHeaderConfig") ?? throw Missing(field);
                var values = Values(header, header);
                CheckPrintable(values.Values);
                return new RuleCondition.HttpHeader(HeaderName(header), values.Values, values.RegexValues);

            case "http-request-method":
                var methods = (Config(condition, "HttpRequestMethodConfig") ?? throw Missing(field)).Strings("Values.member");
                return methods.Count > 0 && methods.All(method => Method().IsMatch(method))
                    ? new RuleCondition.HttpRequestMethod(methods)
                    : throw ElbErrors.Validation("HTTP request methods have 1 to 40 characters out of A-Z, hyphen (-) and underscore (_)");

            case "query-string":
                var pairs = (Config(condition, "QueryStringConfig") ?? throw Missing(field)).Structures("Values.member")
                    .Select(pair => new RuleCondition.QueryStringPair(pair.Find("Key") is { Length: > 0 } key ? key : null, pair.Get("Value")))
                    .ToList();
                CheckPrintable(pairs.Select(pair => pair.Value).Concat(pairs.Select(pair => pair.Key).OfType<string>()));
                return pairs.Count > 0 ? new RuleCondition.QueryString(pairs) : throw Missing(field);

            case "source-ip":
                var sources = (Config(condition, "SourceIpConfig") ?? throw Missing(field)).Strings("Values.member");
                return sources.Count > 0 && sources.All(IsCidrBlock)
                    ? new RuleCondition.SourceIp(sources)
                    : throw ElbErrors.Validation("The values of a 'source-ip' condition must be CIDR blocks other than 255.255.255.255/32");

            default:
                throw ElbErrors.Validation($"Condition field '{field}' must be one of '[path-pattern, host-header, http-header, http-request-method, query-string, source-ip]'");
        }
    }

    private static AwsParameters? Config(AwsParameters condition, string name) => condition.Structure(name);

    private static IReadOnlyList<string> Same(AwsParameters condition, AwsParameters? config, string name)
    {
        var (older, configured) = (condition.Strings($"{name}.member"), config?.Strings($"{name}.member") ?? []);
        return older.Count == 0 || configured.Count == 0 || older.SequenceEqual(configured, StringComparer.Ordinal)
            ? configured.Count > 0 ? configured : older
            : throw ElbErrors.Validation($"{name} of a condition and of its configuration are not the same");
    }

    // Values may come in the condition itself (the older form) or in its config.
    private static (IReadOnlyList<string> Values, IReadOnlyList<string> RegexValues) Values(AwsParameters condition, AwsParameters? config)
    {
        var values = Same(condition, config, "Values");
        var regexValues = Same(condition, config, "RegexValues");
        if (values.Count == 0 && regexValues.Count == 0)
        {
            throw ElbErrors.Validation("A condition value must be specified");
        }

        if (values.Count > 0 && regexValues.Count > 0)
        {
            throw ElbErrors.Validation("A condition has either Values or RegexValues");
        }

        foreach (var value in values.Concat(regexValues))
        {
            CheckLength(value);
        }

        return (values, regexValues);
    }

    private static AwsException Missing(string field) => ElbErrors.Validation($"A '{field}' condition needs values in its own config");

    private static void CheckHost(string value)
    {
        CheckCharacters(value, HostCharacters);
        var dot = value.LastIndexOf('.');
        if (dot < 0 || dot == value.Length - 1 || !value.AsSpan(dot + 1).ContainsOnlyLetters())
        {
            throw ElbErrors.Validation($"The host name '{value}' must have at least one '.' and only letters after the last one");
        }
    }

    private static bool ContainsOnlyLetters(this ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (!char.IsAsciiLetter(character))
            {
                return false;
            }
        }

        return true;
    }

    private static void CheckCharacters(string value, SearchValues<char> allowed)
    {
        if (value.AsSpan().ContainsAnyExcept(allowed))
        {
            throw ElbErrors.Validation($"Condition value '{value}' contains a character that is not valid");
        }
    }

    private static void CheckPrintable(IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            CheckLength(value);
            if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            {
                throw ElbErrors.Validation($"Condition value '{value}' contains a character that is not valid");
            }
        }
    }

    private static void CheckLength(string value)
    {
        if (value.Length is 0 or > MaxValueLength)
        {
            throw ElbErrors.Validation($"Condition value '{value}' must have 1 to {MaxValueLength} characters");
        }
    }

    private static string HeaderName(AwsParameters header)
    {
        var name = header.Get("HttpHeaderName");
        if (name.Length > MaxNameLength || !HeaderToken().IsMatch(name))
        {
            throw ElbErrors.Validation($"The HTTP header name '{name}' must have 1 to {MaxNameLength} characters of a header name, without wildcards");
        }

        return name.Equals("Host", StringComparison.OrdinalIgnoreCase)
            ? throw ElbErrors.Validation("Use a 'host-header' condition for the Host header")
            : name;
    }

    private static bool IsCidrBlock(string value) => value != "255.255.255.255/32" && IPNetwork.TryParse(value, out _);

    private static IEnumerable<string> WildcardValues(RuleCondition condition) => condition switch
    {
        RuleCondition.HostHeader host => host.Values,
        RuleCondition.PathPattern path => path.Values,
        RuleCondition.HttpHeader header => header.Values,
        RuleCondition.QueryString query => query.Values.Select(pair => pair.Key + pair.Value),
        _ => [],
    };

    private static int CountWildcards(string value)
    {
        var count = 0;
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\\')
            {
                i++;
            }
            else if (value[i] is '*' or '?')
            {
                count++;
            }
        }

        return count;
    }

    // Whatever is stored must be something that the data plane can take over.
    private static void CheckThatItCompiles(List<RuleCondition> conditions)
    {
        try
        {
            _ = CompiledCondition.Compile(conditions);
        }
        catch (AlbModelException exception)
        {
            throw ElbErrors.Validation(exception.Message);
        }
    }

    [GeneratedRegex("^[A-Z_-]{1,40}$")]
    private static partial Regex Method();

    [GeneratedRegex("^[!#$%&'+.^_`|~0-9A-Za-z-]+$")]
    private static partial Regex HeaderToken();
}
