from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("articles", "0016_photo_rights_known")]
    operations = [migrations.RemoveField("photo", "illustration")]
