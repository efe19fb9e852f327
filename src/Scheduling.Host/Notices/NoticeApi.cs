using Microsoft.AspNetCore.Builder;
using Npgsql;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Http.Commands;
using Scheduling.Host.Patients;

namespace Scheduling.Host.Notices;

/// <summary>The addresses that have to do with people and with what they are told.</summary>
internal sealed class NoticeApi(EngineService engine, NpgsqlDataSource source, string keys)
{
    public void Map(WebApplication app)
    {
        var register = new PatientRegister(source, PersonalKeys.In(keys));
        var ledger = new RequestLedger(source, KeyFile.ReadOrMake(keys, "hash"));
        new PatientEndpoints(register, ledger).Map(app);
        new PlaceLabelEndpoint(new PlaceLabels(source, engine.Store), engine.Store).Map(app);
        new SmsReplyEndpoint(
            new SmsReplies(register, new Deliveries(source), engine.Executor, engine.Clock), ledger,
            engine.Notices?.Settings.SmsReplySecret).Map(app);
    }
}
