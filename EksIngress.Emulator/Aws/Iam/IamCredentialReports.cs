using System.Net;
using System.Text;
using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>The credential report: a table of users and their access keys. It is kept as long as the emulator runs.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html</remarks>
internal sealed class IamCredentialReports(Guarded<IamState> iam, AccessKeyUses uses, TimeProvider time)
{
    private const string None = "N/A";
    private const string Header =
        "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active," +
        "access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service," +
        "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service," +
        "cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated";

    /// <summary>A report is good for four hours; until then the same one is given.</summary>
    private static readonly TimeSpan s_lifetime = TimeSpan.FromHours(4);

    private Report? _last;

    public IEnumerable<AwsOperation> Operations =>
    [
        QueryOperation.Create("GenerateCredentialReport", "", _ => On("GenerateCredentialReport"), _ => Generate()),
        QueryOperation.Create("GetCredentialReport", "", _ => On("GetCredentialReport"), _ => Get()),
    ];

    private static AccessRequest On(string operation) => new($"iam:{operation}", "*", ConditionKeys.None);

    private XElement[] Generate()
    {
        if (_last is { } last && time.GetUtcNow() - last.At < s_lifetime)
        {
            return [new("State", "COMPLETE")];
        }

        _last = new Report(time.GetUtcNow(), Write(iam.Current));
        return [new("State", "STARTED"), new("Description", "No report exists. Starting a new report generation task")];
    }

    private XElement[] Get()
    {
        var report = _last ?? throw new AwsException("ReportNotPresent", "No report exists; call GenerateCredentialReport first.", HttpStatusCode.Gone);
        return time.GetUtcNow() - report.At < s_lifetime
            ? [new("Content", Convert.ToBase64String(Encoding.UTF8.GetBytes(report.Text))), new("ReportFormat", "text/csv"), new("GeneratedTime", AwsTime.Iso(report.At))]
            : throw new AwsException("ReportExpired", "The most recent credential report has expired; call GenerateCredentialReport.", HttpStatusCode.Gone);
    }

    private string Write(IamState state)
    {
        var lines = new List<string> { Header };
        foreach (var user in state.Users.Values.OrderBy(user => user.UserName, StringComparer.Ordinal))
        {
            var keys = state.AccessKeys.Values.Where(key => key.UserId == user.UserId).OrderBy(key => key.CreateDate).ThenBy(key => key.Credential.AccessKeyId, StringComparer.Ordinal).ToList();
            string[] cells =
            [
                user.UserName, user.Arn, AwsTime.Iso(user.CreateDate), "false", None, None, None, "false",
                .. Key(keys.ElementAtOrDefault(0)), .. Key(keys.ElementAtOrDefault(1)), "false", None, "false", None,
            ];
            lines.Add(string.Join(',', cells.Select(Quote)));
        }

        return string.Join('\n', lines);
    }

    private string[] Key(IamAccessKey? key) => key is null
        ? ["false", None, None, None, None]
        : uses.Find(key.Credential.AccessKeyId) is { } use
            ? [key.IsActive ? "true" : "false", AwsTime.Iso(key.CreateDate), AwsTime.Iso(use.At), use.Region, use.Service]
            : [key.IsActive ? "true" : "false", AwsTime.Iso(key.CreateDate), None, None, None];

    // Names and paths may have commas.
    private static string Quote(string cell) => cell.Contains(',', StringComparison.Ordinal) ? $"\"{cell}\"" : cell;

    private sealed record Report(DateTimeOffset At, string Text);
}
